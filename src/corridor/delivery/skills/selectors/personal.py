"""Everything that this room keeps about a person, for herself."""

from django.db.models import Field, Model

from corridor.core.models import StoredFile
from corridor.delivery.skills import models
from corridor.delivery.skills.models import Person

VERSION = 1
# Each kind of row with the way from it to the person.
WAYS: dict[type[Model], str] = {
    Person: "pk",
    models.WorkExperience: "person",
    models.Education: "person",
    models.PersonLanguage: "person",
    models.LanguageResult: "person",
    models.PersonSkill: "person",
    models.Recognition: "person",
    models.EvidenceItem: "person",
    models.LinkProposal: "person",
    models.CvImport: "person",
    models.SkillAssessment: "person",
    models.AssessedItem: "assessment__person",
    models.Passport: "person",
}


def everything_of(person: Person) -> dict[str, object]:
    """Return every field of every row that this room keeps about a person, files by name and digest."""
    found: dict[str, object] = {"version": VERSION}
    for model, way in WAYS.items():
        rows = model._default_manager.filter(**{way: person.pk}).order_by("pk")
        found[model._meta.model_name or ""] = [_document(row) for row in rows]
    return found


def _document(row: Model) -> dict[str, object]:
    return {field.name: _value(row, field) for field in row._meta.concrete_fields}


def _value(row: Model, field: "Field[object, object]") -> object:
    if field.related_model is StoredFile:
        stored = getattr(row, field.name)
        return None if stored is None else {"name": stored.name, "sha256": stored.sha256}
    return getattr(row, field.attname)
