"""The annex of a diploma as a paper in two languages, and as a file for programs."""

from importlib.resources import files
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _, override

from corridor.access.models import Organisation
from corridor.core.wordings import translation_of
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.skills.words import country_label
from corridor.delivery.training.models import DiplomaAnnex
from corridor.delivery.training.rules import Outcome, Outcomes
from corridor.delivery.training.selectors import issuer_of
from corridor.knowledge.codelists.rules import LANGUAGES
from corridor.ui import formats
from corridor.ui.papers import Letterhead, Paper, pdf

Pair = tuple[str, str]
"""A text and its language."""

ESCO_SKILLS = "http://data.europa.eu/esco/concept-scheme/skills"
EQF = "http://data.europa.eu/snb/eqf/"
CONTEXT = "http://data.europa.eu/snb/model/context/edc-ap"
NOTHING = "–"


def annex_pdf(annex: DiplomaAnnex, *, first: str, second: str) -> bytes:
    """Set the annex in two languages."""
    outcomes = Outcomes.of(annex.outcomes)
    both = (first, second)
    values = {
        "facts": _facts(annex, first, second),
        "heads": [_in(language, _heads) for language in both],
        "columns": [("", first), _in(first, _own_words), _in(first, _in_esco), _in(second, _in_esco)],
        "outcomes": [_line(annex, number, one, both) for number, one in enumerate(outcomes.items, 1)],
        "sources": [_source(annex, language) for language in both],
        "notices": [_in(language, notice) for language in both],
    }
    with override(first):
        paper = Paper(
            title=_name(),
            subtitle=_in(second, _name)[0],
            letterhead=_head(annex),
            language=first,
            values=values,
        )
    return pdf(paper, body=files(__package__).joinpath("bodies", "annex.typ").read_text(encoding="utf-8"))


def annex_document(annex: DiplomaAnnex) -> dict[str, Any]:
    """Return the annex in the shapes of the European Learning Model; it is a description and no credential."""
    number = f"urn:corridor:annex:{annex.pk}:{annex.version}"
    outcomes = Outcomes.of(annex.outcomes).items
    titles = {language: [text] for language in LANGUAGES if (text := _titled(annex, language)[0]) and (
        language == annex.written_in or translation_of(annex, "title", language))}  # fmt: skip
    about: dict[str, Any] = {
        "@context": CONTEXT,
        "id": number,
        "type": "Qualification",
        "title": titles,
        "awardedBy": _body(annex),
        "learningOutcome": [_outcome(annex, one, f"{number}:{place}") for place, one in enumerate(outcomes, 1)],
        "additionalNote": [_note(f"{number}:notice", {language: _in(language, notice)[0] for language in LANGUAGES})],
        "classification": annex.classification,
        "version": annex.version,
        "confirmedAt": annex.confirmed_at.isoformat() if annex.confirmed_at else None,
    }
    if annex.eqf_level:
        about["eqfLevel"] = {"id": f"{EQF}{annex.eqf_level}", "type": "Concept"}
    return about


def notice() -> str:
    """Return what an annex is not, in the active language."""
    return _(
        "This annex explains what a diploma or course teaches. It is no recognition of a qualification, "
        "no assessment of a person and no licence to work."
    )


def _name() -> str:
    return _("Annex to a diploma")


def _heads() -> str:
    return _("What is learnt")


def _own_words() -> str:
    return _("In the words of the curriculum")


def _in_esco() -> str:
    return _("Skill of ESCO")


def _in(language: str, words: Any) -> Pair:
    with override(language):
        return str(words()), language


def _facts(annex: DiplomaAnnex, first: str, second: str) -> list[tuple[Pair, Pair, Pair, Pair]]:
    """Return the facts of both languages: label and value in the one, label and value in the other."""
    sides = []
    for language in (first, second):
        with override(language):
            level = _("level %(n)s of the EQF") % {"n": formats.number(annex.eqf_level)} if annex.eqf_level else NOTHING
            place = country_label(annex.iso3, language) if annex.iso3 else NOTHING
            body = (annex.awarding_body or NOTHING, annex.written_in if annex.awarding_body else language)
            sides.append(
                [
                    ((_("Name of the diploma or course"), language), _titled(annex, language)),
                    ((_("Awarded by"), language), body),
                    ((_("Country"), language), (place, language)),
                    ((_("Level (EQF)"), language), (level, language)),
                ]
            )
    return [(*one, *other) for one, other in zip(*sides, strict=True)]


def _titled(annex: DiplomaAnnex, language: str) -> Pair:
    if text := translation_of(annex, "title", language):
        return text, language
    return annex.title, annex.written_in


def _line(annex: DiplomaAnnex, number: int, one: Outcome, both: tuple[str, str]) -> dict[str, object]:
    first, second = (_skill(one.skill, language) for language in both)
    code = one.skill.uri if one.skill else ""
    return {"number": number, "text": (one.text, annex.written_in), "first": first, "second": second, "code": code}


def _skill(ref: SkillRef | None, language: str) -> Pair:
    if ref is None:
        return NOTHING, language
    own = str(getattr(ref, f"label_{language}", ""))
    return (own, language) if own else (ref.label_en, "en")


def _source(annex: DiplomaAnnex, language: str) -> Pair:
    with override(language):
        words = {
            "classification": annex.classification,
            "version": formats.number(annex.version),
            "who": annex.confirmed_by.full_name if annex.confirmed_by else NOTHING,
            "day": formats.date(annex.confirmed_at.date(), "long") if annex.confirmed_at else NOTHING,
        }
        return _(
            "Mapped to %(classification)s. Version %(version)s, confirmed by %(who)s on %(day)s."
        ) % words, language


def _head(annex: DiplomaAnnex) -> Letterhead:
    issuer: Organisation | None = issuer_of(annex)
    today = formats.date(timezone.localdate(), "long")
    footer = _("Drawn from the records on %(date)s") % {"date": today}
    if annex.is_invented:
        footer = _("Demonstration: people, employers and offices are invented. %(footer)s") % {"footer": footer}
    name = issuer.localised_name if issuer else annex.awarding_body or "Corridor"
    return Letterhead(organisation=name, emblem=issuer.emblem if issuer else "", footer=footer)


def _body(annex: DiplomaAnnex) -> dict[str, Any]:
    name = annex.awarding_body
    organisation = {"id": f"urn:corridor:annex:{annex.pk}:body", "type": "Organisation"}
    named = {**organisation, "legalName": {annex.written_in: [name]}} if name else organisation
    return {"id": f"urn:corridor:annex:{annex.pk}:awarding", "type": "AwardingProcess", "awardingBody": [named]}


def _outcome(annex: DiplomaAnnex, one: Outcome, number: str) -> dict[str, Any]:
    outcome: dict[str, Any] = {"id": number, "type": "LearningOutcome", "title": {annex.written_in: [one.text]}}
    if one.skill is not None and one.is_mapped:
        labels = {language: [text] for language in LANGUAGES if (text := getattr(one.skill, f"label_{language}"))}
        scheme = {"id": ESCO_SKILLS, "type": "ConceptScheme"}
        outcome["relatedESCOSkill"] = [
            {"id": one.skill.uri, "type": "Concept", "prefLabel": labels, "inScheme": scheme}
        ]
    return outcome


def _note(number: str, texts: dict[str, str]) -> dict[str, Any]:
    return {"id": number, "type": "Note", "noteLiteral": {language: [text] for language, text in texts.items()}}
