"""Qualifications and skills of a profile in the European Learning Model, unsigned.

The file has the form of a European Digital Credential without issuer, date and seal: a body that issues credentials
adds these after it has checked what the person declares. A CV proves nothing.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from corridor.batch.cv.report import NO_PLACE, Loss, losses
from corridor.batch.cv.types import Basics, Certificate, Education, Entry, Language, Member, Profile, Skill

CONTEXT: Final = (
    "https://www.w3.org/2018/credentials/v1",
    "http://data.europa.eu/snb/model/context/edc-ap",
)
LANGUAGE: Final = "und"
"""The tag of BCP 47 for a text whose language is not known: a CV does not say in which language it is written."""

CARRIED: Final[Mapping[type[Entry], frozenset[str]]] = {
    Profile: frozenset({"basics", "education", "certificates", "skills", "languages"}),
    Basics: frozenset({"name", "given_name", "family_name", "birth_date"}),
    Education: frozenset(
        {"institution", "area", "study_type", "start_date", "end_date", "score", "courses", "eqf_level", "isced_f"}
        | {"summary"}
    ),
    Certificate: frozenset({"name", "date", "issuer", "summary"}),
    Skill: frozenset({"name", "keywords", "esco_uri"}),
    Language: frozenset(),
}

Node = dict[str, Any]


def write(profile: Profile) -> tuple[bytes, list[Loss]]:
    """Return the claims of a profile and what they cannot carry."""
    person = profile.basics or Basics()
    document = {
        "@context": list(CONTEXT),
        "id": "urn:credential:1",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "displayParameter": {
            "id": "urn:epass:displayParameter:1",
            "type": "DisplayParameter",
            "title": {"en": ["Qualifications and skills declared in a CV, not verified"]},
            "language": [{"id": "http://publications.europa.eu/resource/authority/language/ENG", "type": "Concept"}],
        },
        "credentialSubject": _person(person) | {"hasClaim": list(_claims(profile))},
    }
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return text.encode(), list(losses(profile, _carries))


def _person(person: Basics) -> Node:
    born = person.birth_date if person.birth_date and len(person.birth_date) == 10 else None
    return _filled(
        id="urn:epass:person:1",
        type="Person",
        fullName=_said(person.name),
        givenName=_said(person.given_name),
        familyName=_said(person.family_name),
        dateOfBirth=f"{born}T00:00:00Z" if born else None,
    )


def _claims(profile: Profile) -> Iterator[Node]:
    studies, certificates = profile.education or (), profile.certificates or ()
    for number, study in enumerate(studies, 1):
        yield _study(study, number)
    for number, one in enumerate(certificates, len(studies) + 1):
        about = {"title": _said(one.name), "description": _said(one.summary)}
        yield _achievement(number, about, _awarded(one.issuer, one.date, number), _specified(number))
    if profile.skills:
        number = len(studies) + len(certificates) + 1
        outcomes = [_outcome(skill, f"{number}.{n}") for n, skill in enumerate(profile.skills, 1)]
        about = {"title": {"en": ["Skills"]}}
        yield _achievement(number, about, None, _specified(number, learningOutcome=outcomes))


def _study(study: Education, number: int) -> Node:
    eqf = study.eqf_level if _is_eqf(study.eqf_level) else None
    field = (study.isced_f or "").rpartition("/")[2]
    courses = [_outcome(Skill(name=course), f"{number}.{n}") for n, course in enumerate(study.courses or (), 1)]
    qualification = _specified(
        number,
        kind="Qualification",
        title=_said(study.study_type),
        eqfLevel=_concept("http://data.europa.eu/snb/eqf/", eqf),
        ISCEDFCode=[_concept("http://data.europa.eu/snb/isced-f/", field)] if field else None,
        learningOutcome=courses or None,
    )
    about = {
        "title": _said(study.study_type or study.area),
        "description": _said("\n".join(text for text in (study.area, study.summary) if text) or None),
        "provenBy": [_grade(study.score, number)] if study.score else None,
        "influencedBy": [_activity(study, number)] if study.start_date else None,
    }
    return _achievement(number, about, _awarded(study.institution, study.end_date, number), qualification)


def _achievement(number: int, about: Node, awarded: Node | None, specified: Node) -> Node:
    head = {"id": f"urn:epass:learningAchievement:{number}", "type": "LearningAchievement"}
    return _filled(**head, **about, awardedBy=awarded, specifiedBy=specified)


def _specified(number: int, kind: str = "LearningAchievementSpecification", **about: object) -> Node:
    return _filled(id=f"urn:epass:{kind[0].lower()}{kind[1:]}:{number}", type=kind, **about)


def _awarded(body: str | None, day: str | None, number: int) -> Node | None:
    if not body and not day:
        return None
    organisation = {"id": f"urn:epass:org:{number}", "type": "Organisation", "legalName": _said(body)}
    return _filled(
        id=f"urn:epass:awardingProcess:{number}",
        type="AwardingProcess",
        awardingBody=[organisation] if body else None,
        awardingDate=day,
    )


def _grade(score: str, number: int) -> Node:
    grade = {"id": f"urn:epass:note:{number}", "type": "Note", "noteLiteral": _said(score)}
    return {"id": f"urn:epass:learningAssessment:{number}", "type": "LearningAssessment", "grade": grade}


def _activity(study: Education, number: int) -> Node:
    period = _filled(
        id=f"urn:epass:period:{number}", type="PeriodOfTime", startDate=study.start_date, endDate=study.end_date
    )
    return {"id": f"urn:epass:learningActivity:{number}", "type": "LearningActivity", "temporal": [period]}


def _outcome(skill: Skill, number: str) -> Node:
    words = _said("\n".join(skill.keywords or ()))
    note = {"id": f"urn:epass:note:{number}", "type": "Note", "noteLiteral": words}
    return _filled(
        id=f"urn:epass:learningOutcome:{number}",
        type="LearningOutcome",
        title=_said(skill.name),
        additionalNote=[note] if words else None,
        relatedESCOSkill=[_concept("", skill.esco_uri)] if skill.esco_uri else None,
    )


def _concept(scheme: str, code: str | None) -> Node | None:
    return {"id": f"{scheme}{code}", "type": "Concept"} if code else None


def _said(text: str | None) -> Node | None:
    return {LANGUAGE: [text]} if text else None


def _filled(**members: object) -> Node:
    return {name: value for name, value in members.items() if value is not None}


def _carries(entry: Entry, member: Member) -> str:
    if isinstance(entry, Basics) and member.name == "birth_date" and len(entry.birth_date or "") < 10:
        return "the format needs a whole date"
    if isinstance(entry, Education) and member.name == "eqf_level" and not _is_eqf(entry.eqf_level):
        return "the format knows the levels 1 to 8 of the EQF"
    return "" if member.name in CARRIED.get(type(entry), frozenset()) else NO_PLACE


def _is_eqf(level: str | None) -> bool:
    return level in {"1", "2", "3", "4", "5", "6", "7", "8"}
