"""Everything that this room keeps about a person, for herself."""

from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from corridor.core.models import StoredFile
from corridor.delivery.skills.models import Person

VERSION = 1


@cache
def ways() -> dict[type[Model], str]:
    """Return every kind of row of the room that belongs to a person, with the way from the row to her."""
    models = list(apps.get_app_config("skills").get_models())
    found: dict[type[Model], str] = {Person: "pk"}
    # A row may belong to a row that belongs to a person.
    for _depth in range(2):
        for model in models:
            steps = ((key.name, found.get(key.related_model)) for key in _keys(model))
            step = next(((name, way) for name, way in steps if way is not None), None)
            if model not in found and step is not None:
                name, way = step
                found[model] = name if way == "pk" else f"{name}__{way}"
    return found


def _keys(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def everything_of(person: Person) -> dict[str, object]:
    """Return every field of every row that this room keeps about a person, files by name and digest."""
    found: dict[str, object] = {"version": VERSION}
    for model, way in ways().items():
        rows = model._default_manager.filter(**{way: person.pk}).order_by("pk")
        found[model._meta.model_name or ""] = [_document(row) for row in rows]
    return found


def _document(row: Model) -> dict[str, object]:
    return {field.name: _value(row, field) for field in row._meta.concrete_fields}


def _value(row: Model, field: "Field[Any, Any]") -> object:
    if field.related_model is StoredFile:
        stored = getattr(row, field.name)
        return None if stored is None else {"name": stored.name, "sha256": stored.sha256}
    return getattr(row, field.attname)
