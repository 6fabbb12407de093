"""People with their work, learning, languages and skills."""

from collections.abc import Iterator, Sequence
from functools import cache

from corridor.delivery.skills.models import (
    Education,
    Person,
    PersonLanguage,
    PersonSkill,
    Recognition,
    WorkExperience,
)
from corridor.delivery.skills.rules import name_key, phone_key, skill_key
from corridor.demo.planting.ground import Ground
from corridor.demo.world.people import PersonDraft
from corridor.knowledge.codelists.rules import esco_skill_uri, rows_by_code

BATCH = 2000
LANGUAGES = ("en", "fr", "es", "ar")
FIELD_OF = {"25": "0613", "35": "0612", "21": "0715", "92": "0811", "61": "0812"}


def plant_people(ground: Ground, drafts: Sequence[PersonDraft]) -> list[Person]:
    """Enter people in the order of their drafts."""
    people = Person.objects.bulk_create([_person(ground, draft) for draft in drafts], batch_size=BATCH)
    pairs = list(zip(people, drafts, strict=True))
    WorkExperience.objects.bulk_create((_work(*pair) for pair in pairs), batch_size=BATCH)
    Education.objects.bulk_create((_education(ground, *pair) for pair in pairs), batch_size=BATCH)
    PersonLanguage.objects.bulk_create((row for pair in pairs for row in _languages(*pair)), batch_size=BATCH)
    PersonSkill.objects.bulk_create((row for pair in pairs for row in _skills(*pair)), batch_size=BATCH)
    Recognition.objects.bulk_create(
        (_recognition(ground, *pair) for pair in pairs if pair[1].recognition), batch_size=BATCH
    )
    return people


def _person(ground: Ground, draft: PersonDraft) -> Person:
    return Person(
        user=ground.users.get(draft.mailbox),
        given_name=draft.given,
        family_name=draft.family,
        sex=draft.sex,
        birth_date=None if draft.born is None else ground.day(draft.born),
        iso3=draft.iso3,
        region=draft.region,
        email=draft.email,
        phone=draft.phone,
        preferred_language=draft.language,
        consent_at=ground.moment(draft.applied) if draft.has_consent else None,
        name_key=name_key(draft.given, draft.family),
        phone_key=phone_key(draft.phone),
        is_invented=True,
    )


def _work(person: Person, draft: PersonDraft) -> WorkExperience:
    title = rows_by_code("esco_occupations")[draft.occupation].label(draft.language)
    return WorkExperience(person=person, isco08=draft.occupation, title=title, years=draft.years, iso3=draft.iso3)


def _education(ground: Ground, person: Person, draft: PersonDraft) -> Education:
    left = None if draft.born is None else ground.day(draft.born).year + 22
    field = FIELD_OF.get(draft.occupation[:2], "")
    return Education(person=person, eqf_level=draft.eqf, isced_field=field, year=left, iso3=draft.iso3)


def _languages(person: Person, draft: PersonDraft) -> Iterator[PersonLanguage]:
    for code, level in draft.languages:
        yield PersonLanguage(person=person, language=code, cefr=level, is_tested=code == "de" and level > 2)


def _skills(person: Person, draft: PersonDraft) -> Iterator[PersonSkill]:
    for code in draft.skills:
        skill = skill_of(code)
        yield PersonSkill(
            person=person,
            esco_uri=skill["uri"],
            key=skill_key(skill["uri"], skill["label_en"]),
            **{f"label_{language}": skill[f"label_{language}"] for language in LANGUAGES},
        )


def _recognition(ground: Ground, person: Person, draft: PersonDraft) -> Recognition:
    return Recognition(
        person=person,
        iso3="DEU",
        isco08=draft.occupation[:4],
        outcome=draft.recognition,
        decided_on=None if draft.recognition == "pending" else ground.day(draft.applied + 20),
    )


@cache
def skill_of(code: str) -> dict[str, str]:
    """Return an ESCO skill as vacancies and profiles store it."""
    row = rows_by_code("esco_skills")[code]
    return {"uri": esco_skill_uri(row), **{f"label_{language}": row.label(language) for language in LANGUAGES}}
