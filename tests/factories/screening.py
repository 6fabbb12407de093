"""Vetoes and groups of stakeholders with the least that is valid."""

from corridor.design.screening.models import GroupWeights, Veto, WeightGroup
from tests.factories.design import make_scored_exercise

# A leads by supply, B by links; with equal weights both have 50 points.
OPPOSED = {"A": {"supply": 5, "links": 1}, "B": {"supply": 1, "links": 5}}


def make_veto(alternative, **fields) -> Veto:
    defaults = {
        "kind": Veto.Kind.WHO_LIST,
        "reason": "Health workers are too few.",
        "source": "List entered by hand",
        "as_of_date": "2026-01-31",
    }
    return Veto.objects.create(alternative=alternative, **defaults | fields)


def make_group(exercise, name="Families", *, weights=None, **fields) -> WeightGroup:
    """A group of the comparison; `weights` by the name of the criterion, adding up to one."""
    group = WeightGroup.objects.create(exercise=exercise, name=name, **fields)
    if weights is not None:
        by_key = {str(row.pk): weights.get(row.label, 0.0) for row in exercise.criteria.all()}
        GroupWeights.objects.create(group=group, method="direct", answers=by_key, weights=by_key)
    return group


def make_opposed_exercise(scheme=None, **fields):
    return make_scored_exercise(scheme, table=OPPOSED, **fields)
