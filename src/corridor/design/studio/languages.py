"""The words of a plan side by side with their translation into one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from corridor.access.selectors import Person
from corridor.core.wordings import Worded, is_prose, translation_of
from corridor.design.budgets.models import BudgetLine
from corridor.design.schemes.models import Scheme
from corridor.design.studio.parts import PARTS

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


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
    """Return the texts of a plan that were written in another language, in the order of the steps.

    Assumptions about motives are left out: they stay within one organisation.
    """
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
        and not field.name.endswith("code")
        and not isinstance(field, models.SlugField)
        and is_prose(row, field.name)
    ]


def _rows(scheme: Scheme, user: Person) -> Iterator[tuple[str, Any]]:
    yield from ((_("Answer to a tension"), row) for row in scheme.mitigations.order_by("pk"))
    yield from ((_("The choice and its reason"), row) for row in scheme.screenings.order_by("pk"))
    for part in PARTS:
        if issubclass(part.model, Worded) and not part.is_private:
            yield from ((str(part.title), row) for row in part.rows(scheme, user))
    yield from ((_("Budget"), row) for row in BudgetLine.objects.filter(budget__scheme=scheme).order_by("pk"))
