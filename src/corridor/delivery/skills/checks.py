"""What must hold of an entry of a profile before it is kept; the entry is put into its stored form."""

from datetime import date
from functools import singledispatch

from django.db.models import Model

from corridor.delivery.skills.days import check_order, check_past, partial_date, years_between
from corridor.delivery.skills.models import Education, EvidenceItem, LanguageResult, PersonSkill, WorkExperience
from corridor.delivery.skills.models.evidence import TIES
from corridor.delivery.skills.models.languages import PARTS
from corridor.delivery.skills.words import is_language, is_unit_group
from corridor.kernel.errors import N_, InputError, RuleViolation
from corridor.kernel.places import Iso3

LONGEST_WEEK = 100


@singledispatch
def check_entry(item: Model, today: date) -> None:
    """Refuse an entry that cannot be true; bring its dates into their stored form."""
    raise NotImplementedError(type(item).__name__)


@check_entry.register
def _(item: WorkExperience, today: date) -> None:
    if not (item.title.strip() or item.isco08):
        raise _missing("title")
    _check_country(item.iso3)
    if item.isco08 and not is_unit_group(item.isco08):
        raise InputError(
            N_('"%(code)s" is not a unit group of ISCO-08.'),
            hint=N_("Use four digits, such as 2512 for software developers; keep a leading zero."),
            field="isco08",
            params={"code": item.isco08},
        )
    if item.hours_week is not None and not 1 <= item.hours_week <= LONGEST_WEEK:
        raise InputError(
            N_("%(n)s hours a week are not possible."),
            hint=N_("Write the hours of a usual week, from 1 to 100."),
            field="hours_week",
            params={"n": item.hours_week},
        )
    item.from_date = partial_date(item.from_date, field="from_date")
    item.to_date = partial_date(item.to_date, field="to_date")
    check_past(item.from_date, today=today, field="from_date")
    if item.is_current and item.to_date:
        raise InputError(
            N_("The work goes on, and ends on %(end)s."),
            hint=N_("Leave out one of the two."),
            field="to_date",
            params={"end": item.to_date},
        )
    check_past(item.to_date, today=today, field="to_date")
    check_order(item.from_date, item.to_date, field="to_date")
    end = today.isoformat() if item.is_current else item.to_date
    if item.from_date and end:
        item.years = years_between(item.from_date, end)


@check_entry.register
def _(item: Education, today: date) -> None:
    if not (item.title.strip() or item.title_original.strip()):
        raise _missing("title_original")
    _check_country(item.iso3)
    item.awarded_on = partial_date(item.awarded_on, field="awarded_on")
    check_past(item.awarded_on, today=today, field="awarded_on")
    if item.awarded_on:
        item.year = int(item.awarded_on[:4])
    if item.eqf_level is not None and not 1 <= item.eqf_level <= 8:
        raise InputError(
            N_("The EQF has the levels 1 to 8, not %(level)s."),
            hint=N_("Leave it out where it is not known."),
            field="eqf_level",
            params={"level": item.eqf_level},
        )
    if item.eqf_level is None:
        item.eqf_source = ""
    elif not item.eqf_source:
        # Nobody has said that an authority referenced it.
        item.eqf_source = Education.EqfSource.ESTIMATED


@check_entry.register
def _(item: PersonSkill, today: date) -> None:
    if not item.label_en.strip():
        raise _missing("own_words")
    if item.is_soft and not (item.method and item.assessor.strip()):
        raise InputError(
            N_("A soft skill names how it was assessed and by whom."),
            hint=N_("Choose the method and write the assessor."),
            field="assessor" if item.method else "method",
        )
    if item.level is not None and not 1 <= item.level <= 5:
        raise InputError(
            N_("A level lies between 1 and 5, not at %(level)s."),
            hint=N_("Leave it out where it is not known."),
            field="level",
            params={"level": item.level},
        )


@check_entry.register
def _(item: LanguageResult, today: date) -> None:
    if not is_language(item.language):
        raise _missing("language")
    if not item.levels:
        raise InputError(
            N_("No level is given."),
            hint=N_("Choose a level for at least one of listening, reading, conversation, speaking and writing."),
            field=PARTS[0],
        )
    if item.source == LanguageResult.Source.TEST and not item.test_name.strip():
        raise _missing("test_name")
    if item.source == LanguageResult.Source.TEST and item.taken_on is None:
        raise _missing("taken_on")
    if item.taken_on:
        check_past(item.taken_on.isoformat(), today=today, field="taken_on")
    if item.taken_on and item.valid_until:
        check_order(item.taken_on.isoformat(), item.valid_until.isoformat(), field="valid_until")


@check_entry.register
def _(item: EvidenceItem, today: date) -> None:
    ties = [one for tie in TIES if (one := getattr(item, tie)) is not None]
    if len(ties) > 1:
        raise RuleViolation(
            N_("One document supports one statement of the profile."), hint=N_("Add it once for each statement.")
        )
    if any(one.person_id != item.person_id for one in ties):
        raise RuleViolation(
            N_("The document and the statement belong to two persons."),
            hint=N_("Choose a statement of the same profile."),
        )


def _check_country(iso3: str) -> None:
    if iso3:
        Iso3(iso3)


def _missing(field: str) -> InputError:
    return InputError(N_("This is needed."), hint=N_("Fill it in."), field=field)
