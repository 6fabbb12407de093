"""Reading passports, and what a passport states."""

from corridor.access.selectors import Person as Reader, visible
from corridor.delivery.skills.models import Passport, Person, Recognition
from corridor.delivery.skills.payers import Payer

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
    return {
        "holder": {
            "given_name": person.given_name,
            "family_name": person.family_name,
            "country_of_origin": person.iso3,
        },
        "work": [
            {"isco08": one.isco08, "title": one.title, "years": _text(one.years), "country": one.iso3}
            for one in person.experiences.all()
        ],
        "education": [
            {"title": one.title, "eqf_level": one.eqf_level, "isced_field": one.isced_field, "year": one.year}
            for one in person.educations.all()
        ],
        "languages": [
            {"language": one.language, "cefr": one.level_name, "tested": one.is_tested}
            for one in person.languages.all()
        ],
        "skills": [{**vars(one.ref), "known_by": one.source} for one in person.skills.all()],
        "recognition": [
            {"country": one.iso3, "isco08": one.isco08, "outcome": one.outcome, **holder_pays(one)}
            for one in person.recognitions.all()
        ],
    }


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
