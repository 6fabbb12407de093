"""What the groups of stakeholders make of the same scores: their orders, and where and why they part."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from corridor.access.selectors import Person
from corridor.design.screening.models import Alternative
from corridor.design.screening.rules import LEAST_GROUPS
from corridor.design.screening.runs import study_groups
from corridor.design.screening.selectors import Comparison, Group, all_weights, groups_of

MOST_SPLITS = 3
# Kendall's tau-b from which two orders are called alike, and below which they are called opposed.
ALIKE, OPPOSED = 0.7, 0.0


@dataclass(frozen=True)
class Order:
    """The places that one group's weights give, by alternative."""

    label: str
    ranks: dict[int, int]
    group_id: int | None = None

    @property
    def leaders(self) -> tuple[int, ...]:
        """The alternatives in the first place."""
        return tuple(pk for pk, rank in self.ranks.items() if rank == 1)


@dataclass(frozen=True)
class Split:
    """Two alternatives that two groups put in opposite order, and the criterion that divides them most."""

    first_prefers: str
    second_prefers: str
    criterion: str


@dataclass(frozen=True)
class Pair:
    """Two groups side by side."""

    first: str
    second: str
    tau: float | None
    splits: tuple[Split, ...]
    more: int

    @property
    def kind(self) -> str:
        """How the agreement is marked: ok, wait, bad, none."""
        if self.tau is None:
            return "none"
        return "ok" if self.tau >= ALIKE else "bad" if self.tau < OPPOSED else "wait"


@dataclass(frozen=True)
class Voices:
    """What the groups say, as far as this reader may know it. `combined` is the order by the mean of all weights."""

    groups: tuple[Group, ...]
    orders: tuple[Order, ...]
    combined: Order | None
    pairs: tuple[Pair, ...]
    rows: tuple[tuple[Alternative, tuple[int | None, ...]], ...]
    given: int

    @property
    def columns(self) -> tuple[Order, ...]:
        """The columns of the table: the mean first, then the groups."""
        return (*((self.combined,) if self.combined else ()), *self.orders)


def voices_of(comparison: Comparison, *, user: Person, only_released: bool = False) -> Voices:
    """Rank with the weights of every group and return what this reader may see of it.

    A paper goes from hand to hand: there even one's own order stands only once it is released.
    """
    groups = tuple(groups_of(user=user, exercise=comparison.exercise))
    weights = all_weights(comparison.exercise)
    study = study_groups(
        comparison=comparison, groups={f"group {pk}": given for pk, given in weights.items() if any(given.values())}
    )
    if study is None:
        return Voices(groups, (), None, (), (), len(weights))
    seen = [group for group in groups if group.is_shown]
    shown = {group.key: group for group in seen if group.row.released_at is not None or not only_released}
    rankings = {row.name: {int(pk): rank for pk, rank in row.rank.items()} for row in study.groups}
    orders = tuple(
        Order(str(group.row), rankings[key], group.row.pk) for key, group in shown.items() if key in rankings
    )
    combined = None
    if study.compromise and (len(weights) >= LEAST_GROUPS or len(orders) == len(weights)):
        combined = Order(_("Mean of all groups"), rankings[study.compromise])
    pairs = tuple(
        _pair(comparison, pair, str(shown[pair.first].row), str(shown[pair.second].row))
        for pair in study.pairs
        if pair.first in shown and pair.second in shown
    )
    return Voices(groups, orders, combined, pairs, _rows(comparison, combined, orders), len(weights))


def _rows(
    comparison: Comparison, combined: Order | None, orders: tuple[Order, ...]
) -> tuple[tuple[Alternative, tuple[int | None, ...]], ...]:
    columns = (*((combined,) if combined else ()), *orders)
    if not columns:
        return ()
    places = sorted(comparison.open_alternatives, key=lambda row: columns[0].ranks.get(row.pk, 0))
    return tuple((row, tuple(column.ranks.get(row.pk) for column in columns)) for row in places)


def _pair(comparison: Comparison, pair: Any, first: str, second: str) -> Pair:
    names = {str(row.pk): str(row) for row in comparison.alternatives}
    labels = {str(row.pk): row.label for row in comparison.criteria}
    splits = tuple(
        Split(names[row.first_prefers], names[row.second_prefers], labels[row.criterion])
        for row in pair.disagreements[:MOST_SPLITS]
    )
    return Pair(first, second, pair.tau, splits, max(0, len(pair.disagreements) - MOST_SPLITS))
