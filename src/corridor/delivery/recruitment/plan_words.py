"""Plans and reports in words: what the runs keep as codes and numbers, as pages and programs show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext as _, gettext_lazy, ngettext, pgettext_lazy

from corridor.delivery.recruitment.rules import SET_BY_LAW
from corridor.delivery.recruitment.runs import Relaxation
from corridor.delivery.recruitment.selectors.allocations import group_label
from corridor.delivery.recruitment.wording import condition_label, country_text, language_text, occupation_text
from corridor.delivery.skills.rules import SkillRef
from corridor.kernel.codes import Cefr
from corridor.ui import formats

SMALL = formats.SMALL_GROUP


class KindLabel(models.TextChoices):
    """What kind of change opens vacancies."""

    LANGUAGES = "languages", gettext_lazy("Language course")
    EQF = "eqf", gettext_lazy("Qualification")
    RECOGNITION = "recognition", gettext_lazy("Recognition")
    LICENCES = "licences", gettext_lazy("Licence")
    YEARS = "years", gettext_lazy("Experience")
    SKILL = "skill", gettext_lazy("Skill")
    DESTINATION = "destination", gettext_lazy("Destination")
    AVAILABLE = "available", gettext_lazy("Start")
    SALARY = "salary", gettext_lazy("Pay")
    REMOTE = "remote", gettext_lazy("Place of work")


class ColumnLabel(models.TextChoices):
    """The recorded groups that a fairness report compares."""

    SEX = "sex", gettext_lazy("Sex")
    AGE = "age", gettext_lazy("Age")
    REGION = "region", gettext_lazy("Region")
    ORIGIN = "origin", gettext_lazy("Country of origin")


class StageLabel(models.TextChoices):
    """What a proposal passes."""

    SELECTED = "selected", gettext_lazy("Both sides say yes")
    OFFERED = "offered", gettext_lazy("An offer is made")
    ACCEPTED = "accepted", gettext_lazy("The offer is accepted")
    DEPARTED = "departed", gettext_lazy("Permit, visa and departure")


CHOSEN: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "listed": (gettext_lazy("On a shortlist"), gettext_lazy("of all who want to work abroad")),
    "proposed": (gettext_lazy("Proposed to an employer"), gettext_lazy("of all who want to work abroad")),
    "selected": (gettext_lazy("Selected: both said yes"), gettext_lazy("of those proposed")),
    "stable": (gettext_lazy("In the stable allocation"), gettext_lazy("of the free people who were compared")),
    "optimal": (
        gettext_lazy("In the allocation with the greatest total"),
        gettext_lazy("of the free people who were compared"),
    ),
    "balanced": (gettext_lazy("In the balanced allocation"), gettext_lazy("of the free people who were compared")),
}
STATUS_OF = {"uneven": "bad", "unclear": "warn", "even": "ok", "even_so_far": "ok", "reference": "info"}
SAID: Mapping[str, str | Promise] = {
    "uneven": gettext_lazy("Below four fifths"),
    "unclear": gettext_lazy("Below four fifths, perhaps by chance"),
    "even": gettext_lazy("Even"),
    "even_so_far": gettext_lazy("Even so far"),
    "reference": pgettext_lazy("the group that the others are compared with", "Highest rate"),
    "too_small": gettext_lazy("Too few to compare"),
    "nobody": gettext_lazy("Nobody yet"),
    "alone": gettext_lazy("Not compared"),
    "unknown": gettext_lazy("Not compared"),
}
AGE_LABELS: Mapping[str, str | Promise] = {
    "0-29": gettext_lazy("Up to 29"),
    "30-44": gettext_lazy("30 to 44"),
    "45-120": gettext_lazy("45 and over"),
}


DAY_0 = date(1970, 1, 1)
RELAXED: Mapping[str, str | Promise] = {
    "destination": gettext_lazy("If the person accepted the country"),
    "recognition": gettext_lazy("With the qualification recognised"),
    "occupation": gettext_lazy("Other occupations as well"),
    "age": gettext_lazy("Without the age limit"),
    "remote": gettext_lazy("With work from afar"),
}


@dataclass(frozen=True)
class OpeningRow:
    """One change of a training plan as its page shows it; texts where a small number is hidden."""

    label: str
    kind: str
    kind_label: str
    people: str
    newcomers: str
    vacancies: int
    positions: int
    course: Mapping[str, str] | None


@dataclass(frozen=True)
class FairRow:
    """One group of a fairness report as its page shows it."""

    label: str
    share: str
    between: str
    ratio: str
    exposure: str
    status: str
    said: str
    sentence: str


@dataclass(frozen=True)
class FairTable:
    """One stage of a fairness report."""

    stage: str
    title: str
    base: str
    has_exposure: bool
    rows: tuple[FairRow, ...]


def opening_rows(openings: list[dict[str, Any]], *, names: Mapping[str, SkillRef], hides: bool) -> list[OpeningRow]:
    """Return the changes of a training plan in words; a reader from whom small numbers are hidden sees no small one."""
    return [_opening(one, names, hides=hides) for one in openings]


def _opening(one: Mapping[str, Any], names: Mapping[str, SkillRef], *, hides: bool) -> OpeningRow:
    return OpeningRow(
        label=step_text(one, names),
        kind=one["kind"],
        kind_label=str(KindLabel(one["kind"]).label),
        people=people_text(one["people"], hides=hides),
        newcomers=people_text(one["newcomers"], hides=hides),
        vacancies=one["vacancies"],
        positions=one["positions"],
        course=_course(one, names),
    )


def people_text(number: int, *, hides: bool) -> str:
    """Return a number of people; below ten it is not told to those who know no person of it."""
    if hides and 0 < number < SMALL:
        return _("fewer than %(n)s") % {"n": formats.number(SMALL)}
    return formats.number(number)


def step_text(one: Mapping[str, Any], names: Mapping[str, SkillRef]) -> str:
    """Return one change in words."""
    words, level = one["words"], one["level"]
    first = words[0] if words else ""
    if one["kind"] == "languages":
        return _("%(language)s to %(level)s") % {"language": language_text(first), "level": Cefr(int(level)).name}
    if one["kind"] == "eqf":
        return _("A qualification of EQF level %(level)s") % {"level": formats.number(int(level))}
    if one["kind"] == "years":
        values = {"occupation": occupation_text(first), "years": formats.number(level)}
        text = ngettext(
            "%(occupation)s: %(years)s year of experience", "%(occupation)s: %(years)s years of experience", int(level)
        )
        return text % values
    if one["kind"] == "skill":
        ref = names.get(first)
        return ref.label(get_language() or "en") if ref else first
    if one["kind"] == "licences":
        return _("Licence: %(licences)s") % {"licences": ", ".join(words)}
    return _agreed(one["kind"], first)


def _agreed(kind: str, country: str) -> str:
    if kind == "recognition":
        return _("The qualification is recognised in %(country)s") % {"country": country_text(country)}
    if kind == "destination":
        return _("%(country)s is accepted as a destination") % {"country": country_text(country)}
    return {
        "available": _("A start on which both sides agree"),
        "salary": _("A pay on which both sides agree"),
        "remote": _("A place of work on which both sides agree"),
    }[kind]


def _course(one: Mapping[str, Any], names: Mapping[str, SkillRef]) -> Mapping[str, str] | None:
    """Return what a new cohort would begin with; None where no course brings the change."""
    if one["kind"] == "languages":
        return {"kind": "language", "language": one["words"][0], "cefr": str(int(one["level"]))}
    if one["kind"] == "skill":
        return {"kind": "technical", "skills": step_text(one, names)}
    return {"kind": "technical"} if one["kind"] == "licences" else None


@dataclass(frozen=True)
class RelaxedRow:
    """One relaxed condition of a vacancy as its page shows it."""

    condition: str
    change: str
    people: int
    is_law: bool


def relaxed_rows(found: Iterable[Relaxation]) -> list[RelaxedRow]:
    """Return what each relaxed condition of a vacancy would open, in words."""
    return [
        RelaxedRow(condition_label(one.condition), _relaxed(one), one.people, one.condition in SET_BY_LAW)
        for one in found
    ]


def _relaxed(one: Relaxation) -> str:
    if one.condition == "languages":
        return _language(one)
    if one.condition == "licences":
        return _("Without the licence: %(licences)s") % {"licences": ", ".join(one.words)}
    if one.asked is None or one.to is None:
        return str(RELAXED[one.condition])
    if one.condition == "salary":
        return _("%(to)s instead of %(asked)s") % {n: formats.money(v, "EUR") for n, v in _ends(one)}
    if one.condition == "available":
        return _("%(to)s instead of %(asked)s") % {n: formats.date(DAY_0 + timedelta(v)) for n, v in _ends(one)}
    return _("%(to)s instead of %(asked)s") % {n: formats.number(v) for n, v in _ends(one)}


def _ends(one: Relaxation) -> list[tuple[str, float]]:
    return [("to", one.to or 0.0), ("asked", one.asked or 0.0)]


def _language(one: Relaxation) -> str:
    values = {"language": language_text(one.words[0]), "asked": Cefr(int(one.asked or 1)).name}
    if not one.to:
        return _("No %(language)s instead of %(asked)s") % values
    return _("%(language)s at %(to)s instead of %(asked)s") % (values | {"to": Cefr(int(one.to)).name})


def fair_tables(tables: list[dict[str, Any]], *, column: str, hides: bool) -> list[FairTable]:
    """Return the stages of one column of a fairness report in words."""
    return [
        FairTable(
            stage=table["stage"],
            title=str(CHOSEN[table["stage"]][0]),
            base=str(CHOSEN[table["stage"]][1]),
            has_exposure=any(line["exposure"] for line in table["lines"]),
            rows=tuple(_fair(line, column, hides=hides) for line in table["lines"]),
        )
        for table in tables
        if table["column"] == column
    ]


def _fair(line: Mapping[str, Any], column: str, *, hides: bool) -> FairRow:
    rate, ratio, exposure = line["rate"], line["ratio"], line["exposure_ratio"]
    share = formats.percent(rate[0]) if rate else people_text(line["people"], hides=True)
    return FairRow(
        label=group_text(column, line["group"]),
        share=share if hides else formats.share(line["selected"], line["people"]),
        between=_between(rate),
        ratio=formats.number(ratio[0], 2) if ratio else formats.NOTHING,
        exposure=formats.number(exposure[0], 2) if exposure else formats.NOTHING,
        status=STATUS_OF.get(line["verdict"], "none"),
        said=str(SAID[line["verdict"]]),
        sentence=verdict_sentence(line),
    )


def verdict_sentence(line: Mapping[str, Any]) -> str:
    """Return what is said of one group, with its numbers."""
    ratio, p_value = line["ratio"], line["p_value"]
    template = line["message"]
    return gettext(template) % {
        "ratio": formats.percent(ratio[0]) if ratio else "",
        "low": formats.percent(ratio[1]) if ratio else "",
        # A chance below one in a thousand is said as one in a thousand.
        "p": formats.percent(max(p_value, 0.001), 1) if p_value is not None else "",
        "threshold": formats.number(SMALL),
    }


def _between(rate: list[float | None] | None) -> str:
    if rate is None:
        return formats.NOTHING
    return _("%(low)s to %(high)s") % {"low": formats.percent(rate[1]), "high": formats.percent(rate[2])}


def group_text(column: str, group: str) -> str:
    """Return the name of a recorded group."""
    if not group:
        return _("Not known")
    return str(AGE_LABELS[group]) if column == "age" else group_label(column, group)


def refusal_text(refusal: Mapping[str, Any]) -> tuple[str, str]:
    """Return why no number meets two wishes, and what to do."""
    params = {
        name: formats.number(value) if isinstance(value, int | float) else value
        for name, value in refusal["params"].items()
    }
    message, hint = refusal["message"], refusal["hint"]
    return gettext(message) % params, gettext(hint)
