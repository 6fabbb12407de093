"""Reading persons, profiles and passports."""

from dataclasses import dataclass

from django.db.models import QuerySet

from corridor.access.selectors import Person as Reader, get_visible, visible
from corridor.delivery.skills.models import Passport, Person, PersonSkill

CONTENT_VERSION = "corridor-skills-passport-1"


@dataclass(frozen=True)
class SkillLayer:
    """The skills of a person that are known in the same way."""

    source: str
    label: str
    skills: tuple[PersonSkill, ...]


def people_of(*, user: Reader) -> QuerySet[Person]:
    """Return the persons whom somebody may see, by name."""
    return visible(Person.objects.all(), user=user).order_by("family_name", "given_name", "pk")


def get_person(*, user: Reader, pk: int, action: str = "view") -> Person:
    """Return one person whom somebody may reach, with the whole profile, else 404."""
    rows = Person.objects.select_related("user").prefetch_related(
        "experiences", "educations", "languages", "skills", "recognitions"
    )
    return get_visible(rows, user=user, action=action, pk=pk)


def skill_layers(person: Person) -> list[SkillLayer]:
    """Return a person's skills by how they are known, the best proved first; an empty layer is left out."""
    skills = list(person.skills.all())
    order = (PersonSkill.Source.CERTIFIED, PersonSkill.Source.ASSESSED, PersonSkill.Source.DECLARED)
    layers = (
        SkillLayer(source.value, str(source.label), tuple(s for s in skills if s.source == source)) for source in order
    )
    return [layer for layer in layers if layer.skills]


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
            {"country": one.iso3, "isco08": one.isco08, "outcome": one.outcome} for one in person.recognitions.all()
        ],
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
