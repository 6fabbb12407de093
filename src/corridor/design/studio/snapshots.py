"""A plan as it was approved, and what differs between two such plans."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, override

from corridor.core.runs import digest_of
from corridor.design.activities.models import Activity, SchemePathway
from corridor.design.budgets.models import Budget, BudgetLine, PayerShare
from corridor.design.partnerships.models import BodyMember, Decision, GovernanceBody, Meeting, Partner
from corridor.design.results.models import Indicator
from corridor.design.schemes.models import Mitigation, Objective, Scheme, SchemeCorridor, SchemeOccupation
from corridor.design.schemes.selectors import path_to_scheme
from corridor.design.screening.models import Alternative, Criterion, Score, ScreeningExercise, Veto

SCHEMA = 1
# Assumed motives are never exported, so they stand in no snapshot either.
PARTS: tuple[type[Model], ...] = (
    Objective, Mitigation, SchemeCorridor, SchemeOccupation, ScreeningExercise, Alternative, Criterion, Score, Veto,
    Partner, GovernanceBody, BodyMember, Meeting, Decision, Activity, SchemePathway, Budget, BudgetLine, PayerShare,
    Indicator,
)  # fmt: skip
LABELS: dict[type[Model], str | Promise] = {
    Scheme: _("Frame"),
    Objective: _("Objectives and motivations"),
    Mitigation: _("Answers to tensions"),
    SchemeCorridor: _("Corridors"),
    SchemeOccupation: _("Occupations"),
    ScreeningExercise: _("Comparisons"),
    Alternative: _("Sectors and countries compared"),
    Criterion: _("Criteria"),
    Score: _("Scores"),
    Veto: _("Facts that exclude"),
    Partner: _("Partners"),
    GovernanceBody: _("Governance bodies"),
    BodyMember: _("Seats in the bodies"),
    Meeting: _("Meetings"),
    Decision: _("Decisions"),
    Activity: _("Activities"),
    SchemePathway: _("Legal pathways"),
    Budget: _("Budget"),
    BudgetLine: _("Cost lines"),
    PayerShare: _("Payers"),
    Indicator: _("Indicators"),
}
STEP_PARTS: dict[str, tuple[type[Model], ...]] = {
    "objectives": (Objective, Mitigation),
    "choice": (SchemeCorridor, SchemeOccupation, ScreeningExercise, Alternative, Criterion, Score, Veto),
    "model": (),
    "design": (
        Partner, GovernanceBody, BodyMember, Meeting, Decision, Activity, SchemePathway, Budget, BudgetLine, PayerShare,
    ),
    "results": (Indicator,),
}  # fmt: skip
STEP_FRAME: dict[str, tuple[str, ...]] = {
    "choice": ("nace2",),
    "model": (
        "model", "model_label", "tracks", "start_date", "end_date", "target_participants", "target_placements",
    ),
}  # fmt: skip
_MODELS: tuple[type[Model], ...] = (Scheme, *PARTS)
_BY_LABEL: dict[str, type[Model]] = {model._meta.label_lower: model for model in _MODELS}
# To release a ranking lets others read it; the plan stays what it was.
_NOT_PLAN = {
    "id", "workspace", "version", "status", "is_open_for_changes", "created_at", "scheme", "released_at",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One difference between two versions, in words: which part, which row, which field, before and after."""

    part: str
    row: str
    field: str
    before: str
    after: str


def snapshot_of(scheme: Scheme) -> dict[str, Any]:
    """Return the plan as plain values, with the version of this layout."""
    # In one language always: who approves in another must not seem to have changed every name.
    with override("en"):
        frame = {Scheme._meta.label_lower: {str(scheme.pk): _values(scheme)}}
        return {"schema": SCHEMA, "rows": frame | _rows(scheme, PARTS)}


def step_digest(scheme: Scheme, step: str) -> str:
    """Return the digest of what a step holds; it changes when an entry of the step does."""
    with override("en"):
        frame = _values(scheme)
        return digest_of(
            step, {name: frame[name] for name in STEP_FRAME.get(step, ())}, _rows(scheme, STEP_PARTS[step])
        )


def changes_between(
    older: Mapping[str, Any], newer: Mapping[str, Any], *, without: Collection[type[Model]] = ()
) -> list[Change]:
    """Return what was added, taken out or changed from one snapshot to a newer one, but for the parts left out."""
    found: list[Change] = []
    for label, model in _BY_LABEL.items():
        if model in without:
            continue
        before, after = older["rows"].get(label, {}), newer["rows"].get(label, {})
        for pk in sorted({*before, *after}, key=int):
            found.extend(_row_changes(model, before.get(pk, {}), after.get(pk, {})))
    return found


def _rows(scheme: Scheme, models: tuple[type[Model], ...]) -> dict[str, dict[str, dict[str, Any]]]:
    found = {model: model._default_manager.filter(**{path_to_scheme(model): scheme}).order_by("pk") for model in models}
    return {model._meta.label_lower: {str(row.pk): _values(row) for row in rows} for model, rows in found.items()}


def _values(row: Model) -> dict[str, Any]:
    names = [field.name for field in row._meta.fields if field.name not in _NOT_PLAN]
    return {"": str(row), **{name: _plain(row, row._meta.get_field(name)) for name in names}}


def _plain(row: Model, field: Any) -> Any:
    value = getattr(row, field.name)
    if field.is_relation:
        return "" if value is None else str(value)
    return value if isinstance(value, bool | int | list | dict) else "" if value is None else str(value)


def _row_changes(model: type[Model], before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    part, row = str(LABELS[model]), str((after or before)[""])
    if not before or not after:
        return [Change(part, row, "", "" if not before else row, "" if not after else row)]
    return [
        Change(part, row, label, _shown(model, name, before.get(name)), _shown(model, name, after[name]))
        for name in after
        if name and before.get(name) != after[name] and (label := _name(model, name))
    ]


def _name(model: type[Model], name: str) -> str:
    """Return a field's name in the reader's language; ties and keys that no form shows have none."""
    label = getattr(model._meta.get_field(name), "verbose_name", "")
    return str(label) if isinstance(label, Promise) else ""


def _shown(model: type[Model], name: str, value: Any) -> str:
    field = model._meta.get_field(name)
    labels = dict(field.flatchoices) if isinstance(field, Field) and field.choices else {}
    return str(labels.get(value, "" if value is None else value))
