"""How files of CVs are called, and why something is not carried, in the reader's language."""

from typing import Final

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from corridor.batch.cv.command import ENDINGS
from corridor.delivery.skills.models import Education, LanguageResult, PersonLanguage, PersonSkill, WorkExperience
from corridor.kernel.errors import N_

FORMAT_NAMES: Final[dict[str, str | Promise]] = {
    "json-resume": "JSON Resume",
    "europass-xml": "Europass (XML)",
    "europass-pdf": "Europass (PDF)",
    "skillspassport-xml": "Europass SkillsPassport (XML)",
    "skillspassport-pdf": "Europass SkillsPassport (PDF)",
    "csv": "CSV",
    "elm": _("European Learning Model"),
}
KIND_NAMES: Final[dict[type[Model], str | Promise]] = {
    WorkExperience: _("Work"),
    Education: _("Learning"),
    LanguageResult: _("Languages"),
    PersonLanguage: _("Languages"),
    PersonSkill: _("Skills"),
}
# What the formats say in English where they cannot carry a value.
REASONS: Final = (
    N_("the format has no place for it"),
    N_("the format needs a whole date"),
    N_("the format knows the levels 1 to 8 of the EQF"),
    N_("a list stands one item per line: white space in its items was made single"),
    N_("a cell of white space is an empty cell"),
)


def reason_text(reason: str) -> str:
    """Return why something is not carried."""
    return gettext(reason) if reason else ""


def media_type(name: str) -> str:
    """Return the media type of a format."""
    return {"europass-xml": "application/xml", "csv": "text/csv; charset=utf-8"}.get(name, "application/json")


def file_name(pk: int, name: str) -> str:
    """Return how the file of a profile is called."""
    return f"profile-{pk}{ENDINGS[name]}"
