"""Reading safeguards: the state of an occupation and an origin on a day, and what stops an approval."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from corridor.access.roles import Role
from corridor.access.selectors import Person, get_visible, may, scope_of, visible
from corridor.design.outlook.models import DrainAction, DrainReading, DrainStatement, DrainWatch
from corridor.design.outlook.rules import DrainState, is_health, state_of, worst
from corridor.design.schemes.models import Scheme


@dataclass(frozen=True)
class DrainPair:
    """An occupation and an origin of a scheme with the state that holds."""

    origin_iso3: str
    isco08: str
    state: DrainState

    @property
    def is_health(self) -> bool:
        """Whether the occupation is one of the health workers whom the WHO list protects."""
        return is_health(self.isco08)

    @property
    def blocks(self) -> bool:
        """Whether a plan with this pair cannot be approved: a health occupation that is red or not stated."""
        return self.is_health and (self.state == "red" or not self.state.has_statement)


def drain_state(*, origin_iso3: str, isco08: str, on: date, scheme: Scheme | None = None) -> DrainState:
    """Return the state of an occupation and an origin on a day: red, amber, clear or unknown, with its reason.

    With a scheme its own statements count; without one those of all schemes, and the most severe holds.
    """
    pair = {"origin_iso3": origin_iso3, "isco08": isco08} | ({"scheme": scheme} if scheme else {})
    statements = list(DrainStatement.objects.filter(**pair))
    watches = dict(DrainWatch.objects.filter(**pair).values_list("scheme_id", "level"))
    schemes = {row.scheme_id for row in statements} | set(watches)
    return worst(
        state_of(
            isco08=isco08,
            statements=[row for row in statements if row.scheme_id == pk],
            measured=watches.get(pk, "unknown"),
            on=on,
        )
        for pk in sorted(schemes)
    )


def drain_pairs(*, scheme: Scheme, on: date) -> list[DrainPair]:
    """Return every origin and occupation of a scheme with its state; the scheme was reached through its door."""
    origins = sorted({row.origin_iso3 for row in scheme.corridors.all()})
    occupations = sorted({row.isco08 for row in scheme.occupations.all()})
    statements: dict[tuple[str, str], list[DrainStatement]] = defaultdict(list)
    for row in DrainStatement.objects.filter(scheme=scheme):
        statements[row.origin_iso3, row.isco08].append(row)
    levels = {(row.origin_iso3, row.isco08): row.level for row in DrainWatch.objects.filter(scheme=scheme)}
    return [
        DrainPair(iso3, code, _state(code, statements[iso3, code], levels.get((iso3, code), "unknown"), on))
        for iso3 in origins
        for code in occupations
    ]


def drain_blocks(*, scheme: Scheme, on: date) -> tuple[DrainPair, ...]:
    """Return the pairs for which a plan cannot be approved."""
    return tuple(pair for pair in drain_pairs(scheme=scheme, on=on) if pair.blocks)


def speaks_for(*, user: Person, scheme: Scheme) -> frozenset[str]:
    """Return the origins of the scheme about which the person may speak as the office of that country."""
    countries = {
        iso3
        for part in scope_of(user).by_role
        if part.role == Role.OFFICER_ORIGIN and scheme.workspace_id in part.workspaces
        for iso3 in part.countries
    }
    return frozenset(countries & {row.origin_iso3 for row in scheme.corridors.all()})


def may_speak(*, user: Person, scheme: Scheme) -> bool:
    """Say whether the person may enter statements and readings: the plan's designers, and the offices of origin."""
    return may(scheme, user=user, action="change") or bool(speaks_for(user=user, scheme=scheme))


def statements_of(*, user: Person, scheme: Scheme) -> list[DrainStatement]:
    """Return the statements of a scheme, the newest first."""
    rows = visible(DrainStatement.objects.filter(scheme=scheme), user=user)
    return list(rows.order_by("-statement_date", "-pk"))


def readings_of(*, user: Person, scheme: Scheme) -> list[DrainReading]:
    """Return the readings of a scheme, the newest first."""
    rows = visible(DrainReading.objects.filter(scheme=scheme), user=user)
    return list(rows.order_by("-reading_date", "-pk"))


def watches_of(*, user: Person, scheme: Scheme) -> list[DrainWatch]:
    """Return the levels of a scheme's pairs with the run behind each."""
    return list(visible(DrainWatch.objects.filter(scheme=scheme), user=user).select_related("run"))


def histories_of(*, scheme: Scheme, origin_iso3: str, isco08: str) -> dict[str, list[DrainReading]]:
    """Return the readings of a pair by indicator, the oldest first."""
    found: dict[str, list[DrainReading]] = defaultdict(list)
    rows = DrainReading.objects.filter(scheme=scheme, origin_iso3=origin_iso3, isco08=isco08)
    for row in rows.order_by("reading_date", "pk"):
        found[row.indicator].append(row)
    return dict(found)


def actions_of(*, user: Person, scheme: Scheme) -> list[DrainAction]:
    """Return what was proposed and decided, the newest first."""
    return list(visible(DrainAction.objects.filter(scheme=scheme), user=user).order_by("-proposed_date", "pk"))


def action_of(*, user: Person, scheme: Scheme, pk: int) -> DrainAction:
    """Return a proposed action of this scheme that the person may decide, else 404."""
    return get_visible(DrainAction.objects.filter(scheme=scheme), user=user, action="change", pk=pk)


def _state(isco08: str, statements: Iterable[DrainStatement], measured: str, on: date) -> DrainState:
    return state_of(isco08=isco08, statements=statements, measured=measured, on=on)
