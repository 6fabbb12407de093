"""Reading comparisons."""

import copy
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import Model, QuerySet

from corridor.access.models import Organisation
from corridor.access.selectors import Person, get_visible, may, scope_of, visible
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.screening.facts import Exclusion, exclusions_of
from corridor.design.screening.models import (
    Alternative,
    Criterion,
    GroupWeights,
    Score,
    ScreeningExercise,
    Veto,
    WeightGroup,
)
from corridor.design.screening.rules import FRESH_YEARS

Cell = tuple[int, int]


@dataclass(frozen=True)
class Comparison:
    """A comparison with its table of scores; a missing value is None. Exclusions are by alternative."""

    exercise: ScreeningExercise
    criteria: tuple[Criterion, ...]
    alternatives: tuple[Alternative, ...]
    values: dict[Cell, Decimal | None]
    sources: dict[int, str]
    scores: Mapping[Cell, Score] = field(default_factory=dict)
    exclusions: Mapping[int, tuple[Exclusion, ...]] = field(default_factory=dict)

    @property
    def can_be_ranked(self) -> bool:
        """Whether there is something to rank by criteria that weigh anything."""
        return bool(self.open_alternatives) and any(criterion.weight for criterion in self.criteria)

    @property
    def open_alternatives(self) -> tuple[Alternative, ...]:
        """The alternatives that nothing excludes."""
        return tuple(row for row in self.alternatives if row.pk not in self.exclusions)

    @property
    def excluded(self) -> tuple[tuple[Alternative, tuple[Exclusion, ...]], ...]:
        """The alternatives that are not scored, with the reasons."""
        return tuple((row, self.exclusions[row.pk]) for row in self.alternatives if row.pk in self.exclusions)

    def known(self, alternative: Alternative) -> int:
        """Count the scores of an alternative that somebody knows."""
        return sum(self.values.get((alternative.pk, criterion.pk)) is not None for criterion in self.criteria)


@dataclass(frozen=True)
class Group:
    """A group as this reader may see it: the weights are None unless they are the reader's own."""

    row: WeightGroup
    given: GroupWeights | None
    has_given: bool
    may_weigh: bool
    is_shown: bool

    @property
    def key(self) -> str:
        """The name under which the engine knows the group."""
        return f"group {self.row.pk}"


def exercise_of(*, user: Person, scheme: Scheme, kind: str) -> ScreeningExercise | None:
    """Return the scheme's comparison of sectors or of countries, None before it is begun."""
    rows = visible(ScreeningExercise.objects.filter(scheme=scheme, kind=kind), user=user)
    return rows.select_related("chosen", "scheme__lead").first()


def may_read_ranking(*, user: Person, exercise: ScreeningExercise) -> bool:
    """Say whether the person may read the ranking: that of countries is internal to the lead until it is released."""
    if exercise.kind == ScreeningExercise.Kind.SECTOR or exercise.released_at is not None:
        return True
    return is_of_lead(user=user, scheme=exercise.scheme)


def is_of_lead(*, user: Person, scheme: Scheme) -> bool:
    """Say whether the person belongs to the organisation that leads the scheme, in a role that reads plans."""
    parts = (part for part in scope_of(user).by_role if part.role in PLAN_ROLES)
    return any(scheme.lead_id in part.organisations for part in parts)


def comparison_of(exercise: ScreeningExercise, *, on: dt.date | None = None) -> Comparison:
    """Return a comparison with all that it holds."""
    scores = list(Score.objects.filter(alternative__exercise=exercise).order_by("pk"))
    alternatives = tuple(exercise.alternatives.order_by("pk"))
    return Comparison(
        exercise=exercise,
        criteria=tuple(exercise.criteria.order_by("pk")),
        alternatives=alternatives,
        values={(score.alternative_id, score.criterion_id): score.value for score in scores},
        sources={score.alternative_id: score.source for score in scores if score.source},
        scores={(score.alternative_id, score.criterion_id): score for score in scores},
        exclusions=exclusions_of(exercise, alternatives, on=on),
    )


def with_weights(comparison: Comparison, weights: Mapping[int, Decimal]) -> Comparison:
    """Return the same comparison with other weights; nothing is saved."""
    tried = []
    for row in comparison.criteria:
        tried.append(copy.copy(row))
        tried[-1].weight = weights.get(row.pk, row.weight)
    return replace(comparison, criteria=tuple(tried))


def is_old(score: Score, *, today: dt.date) -> bool:
    """Say whether a figure is older than what counts as fresh; one without a year is not judged."""
    year = score.vintage[:4]
    return year.isdigit() and int(year) < today.year - FRESH_YEARS


def get_alternative(*, user: Person, exercise: ScreeningExercise, pk: int, action: str = "view") -> Alternative:
    """Return an alternative of this comparison that the person may reach, else 404."""
    return get_visible(Alternative.objects.filter(exercise=exercise), user=user, action=action, pk=pk)


def get_veto(*, user: Person, exercise: ScreeningExercise, pk: int) -> Veto:
    """Return a veto in force that the person may correct, else 404."""
    rows = Veto.objects.filter(alternative__exercise=exercise, corrected_date__isnull=True)
    return get_visible(rows.select_related("alternative__exercise__scheme"), user=user, action="change", pk=pk)


def corrected_vetoes(exercise: ScreeningExercise) -> list[Veto]:
    """Return the vetoes that were corrected, the newest first."""
    rows = Veto.objects.filter(alternative__exercise=exercise, corrected_date__isnull=False)
    return list(rows.select_related("alternative").order_by("-corrected_date", "-pk"))


def get_group(*, user: Person, exercise: ScreeningExercise, pk: int) -> WeightGroup:
    """Return a group whose weights the person may enter and read, else 404."""
    rows = WeightGroup.objects.filter(exercise=exercise).select_related("organisation", "exercise__scheme__lead")
    return get_visible(rows, user=user, action="weigh", pk=pk)


def groups_of(*, user: Person, exercise: ScreeningExercise) -> list[Group]:
    """Return the groups that were asked; each with its weights only for those to whom they belong."""
    rows = list(visible(exercise.groups.select_related("organisation"), user=user).order_by("pk"))
    own = {row.pk for row in visible(exercise.groups.all(), user=user, action="weigh")}
    given = {row.group_id: row for row in visible(GroupWeights.objects.filter(group__in=rows), user=user)}
    done = set(GroupWeights.objects.filter(group__in=rows).values_list("group_id", flat=True))
    return [
        Group(
            row=row,
            given=given.get(row.pk),
            has_given=row.pk in done,
            may_weigh=row.pk in own,
            is_shown=row.pk in done and (row.released_at is not None or row.pk in own),
        )
        for row in rows
    ]


def all_weights(exercise: ScreeningExercise) -> dict[int, dict[int, float]]:
    """Return every group's weights by group and criterion: for ranking alone, never for a page."""
    found = GroupWeights.objects.filter(group__exercise=exercise).order_by("group_id")
    return {row.group_id: {int(pk): float(weight) for pk, weight in row.weights.items()} for row in found}


def hidden_parts(*, user: Person, scheme: Scheme) -> frozenset[type[Model]]:
    """Return the parts of a plan of which this person may not read old versions either."""
    waits = ScreeningExercise.objects.filter(scheme=scheme, kind="country", released_at__isnull=True).exists()
    if not waits or is_of_lead(user=user, scheme=scheme):
        return frozenset()
    return frozenset({Alternative, Score, Veto})


def may_release(*, user: Person, exercise: ScreeningExercise) -> bool:
    """Say whether there is something to release and this person may do it."""
    return (
        exercise.kind == ScreeningExercise.Kind.COUNTRY
        and exercise.released_at is None
        and may(exercise, user=user, action="change")
    )


def partner_organisations(scheme: Scheme) -> QuerySet[Organisation]:
    """Return the organisations of the scheme's workspace, which may be asked for their weights."""
    return Organisation.objects.filter(workspace_memberships__workspace=scheme.workspace_id).order_by("name", "pk")


def exclusions_for(exercise: ScreeningExercise, alternative: Alternative) -> tuple[Exclusion, ...]:
    """Return what excludes one alternative today."""
    return exclusions_of(exercise, [alternative]).get(alternative.pk, ())


def given_weights(*, user: Person, group: WeightGroup) -> GroupWeights | None:
    """Return a group's weights for those to whom they belong, None where there are none or they are not theirs."""
    return visible(GroupWeights.objects.filter(group=group), user=user).first()
