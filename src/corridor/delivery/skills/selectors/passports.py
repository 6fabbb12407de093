"""Reading passports, and what a passport states."""

from datetime import date

from django.utils import timezone

from corridor.access.selectors import Person as Reader, visible
from corridor.delivery.skills.models import Education, Passport, Person, PersonLanguage, Recognition, WorkExperience
from corridor.delivery.skills.payers import Payer
from corridor.delivery.skills.selectors.cv import newest_result

CONTENT_VERSION = "corridor-skills-passport-1"


def passport_of(*, user: Reader, person: Person) -> Passport | None:
    """Return the newest passport of a person, valid or revoked."""
    rows = visible(Passport.objects.filter(person=person), user=user)
    return rows.order_by("-issued_at", "-pk").first()


def shared_passport(*, code: str) -> Passport | None:
    """Return the passport of a printed code, for a reader who has the paper in hand."""
    written = "".join(sign for sign in code.upper() if sign.isalnum())
    grouped = "-".join(written[start : start + 4] for start in range(0, len(written), 4))
    return Passport.objects.filter(code=grouped).select_related("person").order_by("pk").first()


def passport_content(person: Person) -> dict[str, object]:
    """Return what a passport states about a person: nothing on sex, health, family or contact."""
    today = timezone.localdate()
    return {
        "holder": {
            "given_name": person.given_name,
            "family_name": person.family_name,
            "country_of_origin": person.iso3,
        },
        "work": [
            {"isco08": one.isco08, "title": one.title, "years": _text(one.years), "country": one.iso3, **_dates(one)}
            for one in person.experiences.all()
        ],
        "education": [
            {"title": one.title or one.title_original, "isced_field": one.isced_field, "year": one.year, **_level(one)}
            for one in person.educations.all()
        ],
        "languages": [
            {"language": one.language, "cefr": one.level_name, "tested": is_tested(one, person, today)}
            for one in person.languages.all()
        ],
        "skills": [{**vars(one.ref), "known_by": one.source} for one in person.skills.all()],
        "recognition": [
            {"country": one.iso3, "isco08": one.isco08, "outcome": one.outcome, **holder_pays(one)}
            for one in person.recognitions.all()
        ],
    }


def is_tested(row: PersonLanguage, person: Person, today: date) -> bool:
    """Say whether a test shows the level today: one whose certificate has run out shows it no longer."""
    if not any(one.language == row.language for one in person.language_results.all()):
        return row.is_tested
    found = newest_result(person, row.language, today)
    return row.is_tested and found is not None and found.source == "test"


def _dates(one: WorkExperience) -> dict[str, str]:
    """Return from when to when, and what attests it, as far as it is known."""
    known = {"from": one.from_date, "to": one.to_date, "attested": one.attested}
    return {name: value for name, value in known.items() if value and value != WorkExperience.Attested.NONE}


def _level(one: Education) -> dict[str, object]:
    """Return the level of learning that was finished; what was broken off has none."""
    if one.completion == Education.Completion.COMPLETE:
        return {"eqf_level": one.eqf_level}
    return {"eqf_level": None, "completion": one.completion}


def holder_pays(row: Recognition) -> dict[str, object]:
    """Return the finding that the holder pays, with the law that says so; nothing where somebody else pays."""
    if row.payer != Payer.HOLDER:
        return {}
    law = {
        "title": row.law_title,
        "country": row.law_iso3,
        "date": row.law_date.isoformat() if row.law_date else None,
        "source": row.law_source,
    }
    return {"holder_pays": {"fee": _text(row.fee), "currency": row.currency, "law": law}}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
