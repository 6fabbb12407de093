"""The fastest and the cheapest lawful way through a procedure whose steps may stand in for each other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Final

from corridor.kernel.errors import N_, InputError

MOST_WAYS: Final = 20_000  # choices tried before the search is refused; a real procedure has a handful


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One step: days of work, EUR by payer, and what it waits for.

    `waits_for` holds groups of step codes: of every group one step must be done before. `days` and a fee of None are
    not known; they count as nothing and are named in the answer. A step that breaks the law is never part of a route.
    """

    code: str
    days: float | None = 0.0
    fees: Mapping[str, float | None] = field(default_factory=dict)
    waits_for: tuple[frozenset[str], ...] = ()
    is_lawful: bool = True


@dataclass(frozen=True, slots=True)
class Route:
    """A way through a procedure: its steps in an order of work, its length, what it costs whom, what is not known.

    `days` is the length of the critical path; `unknown_days` and `unknown_fees` name steps whose figure is missing, so
    that days and costs are at least the ones given.
    """

    steps: tuple[str, ...]
    days: float
    critical_path: tuple[str, ...]
    cost_by_payer: Mapping[str, float]
    unknown_days: tuple[str, ...]
    unknown_fees: tuple[str, ...]

    @property
    def cost_eur(self) -> float:
        """What the route costs all payers together."""
        return sum(self.cost_by_payer.values())


@dataclass(frozen=True, slots=True)
class Routes:
    """The fastest route and the cheapest; None and the steps that stand in the way where there is no lawful one."""

    fastest: Route | None
    cheapest: Route | None
    blocked_by: tuple[str, ...] = ()


def find_routes(steps: Sequence[RouteStep], goals: frozenset[str], *, payer: str = "") -> Routes:
    """Return the fastest and the cheapest lawful route to all goals.

    Parameters
    ----------
    steps : the steps with their days, fees and alternatives
    goals : codes of the steps that must be done in the end
    payer : the one whose costs the cheapest route keeps low; empty = all payers together

    Returns
    -------
    The fastest route by the critical path (the cheapest among equals) and the cheapest by the sum of the fees of its
    steps (the fastest among equals). Both are exact: branch and bound over the choices between alternatives,
    exponential in their number in the worst case and refused beyond 20,000 ways.

    Raises
    ------
    InputError : a step or goal is missing, steps wait in a circle, days or a fee are negative, too many alternatives

    Source: docs/methods/routing.md.

    >>> steps = [RouteStep("online", 10, {"employer": 90}), RouteStep("paper", 30, {"employer": 40}),
    ...          RouteStep("visa", 5, waits_for=(frozenset({"online", "paper"}),))]
    >>> found = find_routes(steps, frozenset({"visa"}))
    >>> found.fastest.steps, found.fastest.days, found.cheapest.steps, found.cheapest.cost_eur
    (('online', 'visa'), 15.0, ('paper', 'visa'), 40.0)
    """
    by_code = {step.code: step for step in steps}
    _check(steps, by_code, goals)
    lawful = {code: step for code, step in by_code.items() if step.is_lawful}
    order = [code for code in _order(by_code) if code in lawful]
    search = _Search(lawful, order, goals, payer)
    if not search.is_open(goals):
        return Routes(None, None, tuple(sorted(set(by_code) - set(lawful))))
    fastest = search.best(lambda done: (search.days(done), search.cost(done)), by_days=True)
    cheapest = search.best(lambda done: (search.cost(done), search.days(done)), by_days=False)
    return Routes(search.route(fastest), search.route(cheapest))


class _Search:
    """Branch and bound over one member for each group of alternatives."""

    def __init__(self, steps: Mapping[str, RouteStep], order: list[str], goals: frozenset[str], payer: str) -> None:
        self.steps, self.order, self.goals, self.payer = steps, order, goals, payer
        self.ways = 0
        self.reachable = self._reachable()

    def is_open(self, codes: frozenset[str]) -> bool:
        """Whether all of these steps can be reached lawfully."""
        return codes <= self.reachable

    def best(self, key: Callable[[frozenset[str]], tuple[float, float]], *, by_days: bool) -> frozenset[str]:
        """Return the best closed set of steps."""
        self.ways = 0
        found: list[tuple[tuple[float, float], tuple[str, ...]]] = []
        self._branch(self.goals, {}, key, found, by_days)
        return frozenset(min(found)[1])

    def _branch(
        self,
        needed: frozenset[str],
        chosen: dict[frozenset[str], str],
        key: Callable[[frozenset[str]], tuple[float, float]],
        found: list[tuple[tuple[float, float], tuple[str, ...]]],
        by_days: bool,
    ) -> None:
        group = next(self._undecided(needed, chosen), None)
        if group is None:
            self._count()
            found[:] = [min([*found, (key(needed), tuple(sorted(needed)))])]
            return
        for member in sorted(group & self.reachable, key=lambda code: self._promise(code, by_days)):
            more, picked = needed | {member}, {**chosen, group: member}
            bound = self._days_bound(more, picked) if by_days else self.cost(more)
            if not found or bound <= found[0][0][0]:
                self._branch(more, picked, key, found, by_days)

    def _promise(self, code: str, by_days: bool) -> tuple[float, str]:
        step = self.steps[code]
        return (step.days or 0.0 if by_days else self._fee(step)), code

    def _count(self) -> None:
        self.ways += 1
        if self.ways > MOST_WAYS:
            raise InputError(
                N_("The procedure can be worked in more than %(most)s ways."),
                hint=N_("Enter fewer alternatives, or split the procedure."),
                field="alternatives",
                params={"most": MOST_WAYS},
            )

    def _undecided(self, needed: frozenset[str], chosen: Mapping[frozenset[str], str]) -> Iterator[frozenset[str]]:
        for code in self.order:
            if code in needed:
                yield from (group for group in self.steps[code].waits_for if group not in chosen)

    def _reachable(self) -> frozenset[str]:
        found: set[str] = set()
        for code in self.order:
            if all(group & found for group in self.steps[code].waits_for):
                found.add(code)
        return frozenset(found)

    def _fee(self, step: RouteStep) -> float:
        return sum(fee or 0.0 for payer, fee in step.fees.items() if self.payer in {"", payer})

    def cost(self, done: frozenset[str]) -> float:
        """Return what a set of steps costs; rounded, so that equal sums are equal whatever their order."""
        return round(sum(self._fee(self.steps[code]) for code in sorted(done)), 6)

    def days(self, done: frozenset[str]) -> float:
        """Return the length of the critical path."""
        finish = self._finish(done)
        return max((finish[code] for code in self.goals), default=0.0)

    def _days_bound(self, needed: frozenset[str], chosen: Mapping[frozenset[str], str]) -> float:
        """Return a length that no completion of these choices can beat: open groups are taken at their quickest.

        A decided group counts with its member alone; where another of its members is needed as well and quicker, the
        branch that chose that one finds the route.
        """
        finish: dict[str, float] = {}
        for code in self.order:
            if code in self.reachable:
                step = self.steps[code]
                open_to = ({chosen[group]} if group in chosen else group & self.reachable for group in step.waits_for)
                starts = [min(finish[member] for member in members) for members in open_to]
                finish[code] = max(starts, default=0.0) + (step.days or 0.0)
        return max((finish[code] for code in needed & self.goals), default=0.0)

    def _finish(self, done: frozenset[str]) -> dict[str, float]:
        finish: dict[str, float] = {}
        for code in self.order:
            if code in done:
                step = self.steps[code]
                starts = [min(finish[member] for member in group & done) for group in step.waits_for]
                finish[code] = max(starts, default=0.0) + (step.days or 0.0)
        return finish

    def route(self, done: frozenset[str]) -> Route:
        """Return a set of steps as a route."""
        costs: dict[str, float] = {}
        for code in sorted(done):
            for payer, fee in self.steps[code].fees.items():
                costs[payer] = round(costs.get(payer, 0.0) + (fee or 0.0), 6)
        ordered = tuple(code for code in self.order if code in done)
        unknown_fees = (code for code in ordered if None in self.steps[code].fees.values())
        return Route(
            steps=ordered,
            days=self.days(done),
            critical_path=self._critical(done),
            cost_by_payer={payer: cost for payer, cost in costs.items() if cost},
            unknown_days=tuple(code for code in ordered if self.steps[code].days is None),
            unknown_fees=tuple(unknown_fees),
        )

    def _critical(self, done: frozenset[str]) -> tuple[str, ...]:
        finish = self._finish(done)
        path: list[str] = []
        here = max(self.goals, key=lambda code: (finish[code], code), default=None)
        while here is not None:
            path.append(here)
            lasts = [min(group & done, key=lambda code: (finish[code], code)) for group in self.steps[here].waits_for]
            here = max(lasts, key=lambda code: (finish[code], code), default=None)
        return tuple(reversed(path))


def _order(steps: Mapping[str, RouteStep]) -> list[str]:
    before = {code: sorted(set().union(*step.waits_for)) for code, step in steps.items()}
    try:
        return list(TopologicalSorter(before).static_order())
    except CycleError as error:
        raise InputError(
            N_("The steps of the procedure wait for each other in a circle: %(cycle)s."),
            hint=N_("Take out one of these waits, so that the procedure can begin somewhere."),
            field="predecessors",
            params={"cycle": " → ".join(reversed(error.args[1]))},
        ) from error


def _check(steps: Sequence[RouteStep], by_code: Mapping[str, RouteStep], goals: frozenset[str]) -> None:
    named = goals.union(*(group for step in steps for group in step.waits_for))
    missing = sorted(named - set(by_code))
    if missing or len(by_code) < len(steps) or any(not group for step in steps for group in step.waits_for):
        raise InputError(
            N_("The procedure names steps that it does not have, or names one twice: %(codes)s."),
            hint=N_("Give every step a code of its own, and name only steps of the procedure."),
            field="predecessors",
            params={"codes": ", ".join(missing) or "-"},
        )
    figures = [step.days for step in steps] + [fee for step in steps for fee in step.fees.values()]
    if any(figure is not None and not figure >= 0 for figure in figures):
        raise InputError(
            N_("A step of the procedure has negative days or a negative fee."),
            hint=N_("Correct it, or leave it empty where it is not known."),
            field="steps",
        )
