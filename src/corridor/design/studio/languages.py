"""The words of a plan side by side with their translation into one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.access.selectors import Person, visible
from corridor.core.wordings import Worded, is_prose, translation_of
from corridor.design.activities.models import Activity
from corridor.design.budgets.models import BudgetLine
from corridor.design.evidence.models import Answer, DataGap
from corridor.design.partnerships.models import Decision, GovernanceBody, Meeting, Partner
from corridor.design.readiness.models import (
    AspirationFinding,
    AspirationRound,
    CapacityNeed,
    ElementState,
    LocalLink,
    StageDecision,
    VoiceChange,
)
from corridor.design.results.models import Indicator
from corridor.design.schemes.models import Mitigation, Objective, Scheme
from corridor.design.schemes.selectors import path_to_scheme
from corridor.design.screening.models import Alternative, ScreeningExercise

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# The order of the steps. Assumptions about motives are not among them: they stay within one organisation.
PLACES: tuple[tuple[type[Worded], Promise], ...] = (
    (Objective, _("Objectives and motivations")),
    (Mitigation, _("Answer to a tension")),
    (Alternative, _("Sectors and countries compared")),
    (ScreeningExercise, _("The choice and its reason")),
    (Answer, _("Answers to the questions")),
    (DataGap, _("Gaps in the data")),
    (Partner, _("Partners")),
    (Activity, _("Activities")),
    (GovernanceBody, _("Governance bodies")),
    (Meeting, _("Meetings")),
    (Decision, _("Decisions")),
    (BudgetLine, _("Budget")),
    (Indicator, _("Indicators")),
    (ElementState, _("Essential elements")),
    (StageDecision, _("Stage of the scheme")),
    (AspirationRound, _("Rounds of questions")),
    (AspirationFinding, _("What people said")),
    (VoiceChange, _("What changed because of it")),
    (CapacityNeed, _("Needs of the institutions")),
    (LocalLink, _("Local development")),
)


@dataclass(frozen=True)
class Text:
    """One text of a plan: where it stands, in which language, and how it reads in the other one."""

    row: Worded
    field: str
    place: str
    translation: str

    @property
    def key(self) -> str:
        """The name of the text in a form: the same for every language."""
        return f"{self.row._meta.model_name}-{self.row.pk}-{self.field}"

    @property
    def original(self) -> str:
        """The text as its author wrote it."""
        return str(getattr(self.row, self.field))

    @property
    def longest(self) -> int | None:
        """How many signs there is room for; None where the room has no end."""
        return getattr(self.row._meta.get_field(self.field), "max_length", None)


def texts_of(*, scheme: Scheme, user: Person, language: str) -> list[Text]:
    """Return the texts of a plan that were written in another language, in the order of the steps."""
    return [
        Text(row, field, place, translation_of(row, field, language))
        for place, row in _rows(scheme, user)
        if row.written_in != language
        for field in prose_of(row)
        if getattr(row, field)
    ]


def prose_of(row: models.Model) -> list[str]:
    """Return the fields of a row that hold an author's words and have no columns of their own for other languages."""
    names = {field.name for field in row._meta.concrete_fields}
    own = {name for name in names if f"{name}_fr" in names or name.rpartition("_")[2] in LANGUAGES}
    return [
        field.name
        for field in row._meta.concrete_fields
        if field.editable
        and field.name not in own
        and not field.name.endswith(("code", "iso3"))
        and not isinstance(field, models.SlugField)
        and is_prose(row, field.name)
    ]


def _rows(scheme: Scheme, user: Person) -> Iterator[tuple[str, Any]]:
    for model, place in PLACES:
        rows = model._default_manager.filter(**{path_to_scheme(model): scheme}).order_by("pk")
        yield from ((str(place), row) for row in visible(rows, user=user))
