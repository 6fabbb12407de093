"""Reading persons and profiles."""

from dataclasses import dataclass

from django.db.models import QuerySet

from corridor.access.selectors import Person as Reader, get_visible, visible
from corridor.delivery.skills.models import Person, PersonSkill


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
        "experiences", "educations", "languages", "skills", "recognitions", "language_results"
    )
    return get_visible(rows, user=user, action=action, pk=pk)


def skill_layers(person: Person) -> list[SkillLayer]:
    """Return a person's skills by how they are known, the best proved first; an empty layer is left out."""
    skills = list(person.skills.all())
    order = reversed(list(PersonSkill.Source))
    layers = (
        SkillLayer(source.value, str(source.label), tuple(s for s in skills if s.source == source)) for source in order
    )
    return [layer for layer in layers if layer.skills]
