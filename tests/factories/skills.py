"""Persons with the least that is valid."""

from datetime import date
from itertools import count

from django.utils import timezone

from corridor.delivery.skills.models import (
    Education,
    KnownIssuer,
    LanguageResult,
    Person,
    PersonLanguage,
    PersonSkill,
    WorkExperience,
)

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


def make_rich_profile(person: Person) -> None:
    """Give a person one full entry of every kind."""
    WorkExperience.objects.create(
        person=person,
        title="Électricienne du bâtiment",
        written_in="fr",
        isco08="7411.1.1",
        employer_name="Atlas Travaux",
        iso3="MAR",
        from_date="2018-03",
        to_date="2022",
        hours_week=44,
        years=4.3,
        tasks="Câblage\nEssais",
        supervised=True,
        attested=WorkExperience.Attested.REFERENCE,
    )
    Education.objects.create(
        person=person,
        title_original="Diplôme de technicien",
        title="Technician diploma",
        written_in="fr",
        awarding_body="OFPPT",
        awarded_on="2017-07-01",
        iso3="MAR",
        eqf_level=4,
        eqf_source=Education.EqfSource.ESTIMATED,
        isced_field="0713",
        mode=Education.Mode.FULL_TIME,
        workload_hours=1800,
    )
    Education.objects.create(person=person, title_original="Licence", completion=Education.Completion.INTERRUPTED)
    LanguageResult.objects.create(
        person=person, language="de", source="test", test_name="Goethe", taken_on=date(2024, 5, 1), reading=4, writing=3
    )
    PersonLanguage.objects.create(person=person, language="de", cefr=3)
    PersonSkill.objects.create(
        person=person, label_en="read blueprints", own_words="lire un plan", written_in="fr", level=3
    )
    PersonSkill.objects.create(
        person=person, label_en="keep calm", is_soft=True, method="observed", assessor="Centre", source="interview"
    )


def make_known_issuer(**fields) -> KnownIssuer:
    values = {
        "did": "did:key:zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76",
        "name": "School of Masonry",
        "read_on_date": date(2026, 1, 10),
        "source": "Letter of the school",
    }
    return KnownIssuer.objects.create(**(values | fields))
