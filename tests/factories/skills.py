"""Persons with the least that is valid."""

from datetime import date
from itertools import count

from django.utils import timezone

from corridor.delivery.skills.models import Person, PersonLanguage, PersonSkill, WorkExperience

_numbers = count(1)


def make_person(**fields) -> Person:
    n = next(_numbers)
    values = {
        "given_name": f"Salma{n}",
        "family_name": f"Alaoui{n}",
        "iso3": "MAR",
        "birth_date": date(1995, 1, 1),
        "consent_at": timezone.now(),
    }
    return Person.objects.create(**(values | fields))


def give_skills(person: Person, *labels: str, source: str = PersonSkill.Source.DECLARED) -> None:
    for label in labels:
        PersonSkill.objects.create(person=person, label_en=label, source=source)


def give_work(person: Person, isco08: str = "2512", years: float | None = 3) -> WorkExperience:
    return WorkExperience.objects.create(person=person, isco08=isco08, years=years)


def give_language(person: Person, language: str = "fr", cefr: int = 4) -> PersonLanguage:
    return PersonLanguage.objects.create(person=person, language=language, cefr=cefr)
