"""The packaged register: pathways as files, every value with the line of the source that states it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any, Final

import yaml

LANGUAGES: Final = ("en", "fr", "es", "ar")


@dataclass(frozen=True)
class PackagedPathway:
    """One file of the package: the fields of the pathway, its conditions, notes and steps, and a digest of them all."""

    code: str
    fields: Mapping[str, Any]
    requirements: tuple[Mapping[str, Any], ...]
    notes: tuple[Mapping[str, Any], ...]
    steps: tuple[Mapping[str, Any], ...]
    digest: str


def packaged_pathways() -> tuple[PackagedPathway, ...]:
    """Return the packaged pathways in the order of their codes."""
    folder = resources.files("corridor.knowledge.pathways") / "data"
    texts = [each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith(".yaml")]
    return tuple(sorted((parsed(text) for text in texts), key=lambda each: each.code))


def parsed(text: str) -> PackagedPathway:
    """Return a file of the package as rows of the register.

    Texts stand under their language; a condition listed under `not_stated` is one whose value no source gives.
    """
    raw = yaml.safe_load(text)
    silent = [{"kind": kind, "is_stated": False} for kind in raw.get("not_stated", ())]
    silent_notes = [{"topic": topic, "answer": "not_stated"} for topic in raw.get("notes_not_stated", ())]
    fields = {name: _plain(value) for name, value in raw["pathway"].items() if name != "name"}
    return PackagedPathway(
        code=fields.pop("code"),
        fields={**fields, **_named("name", raw["pathway"]["name"])},
        requirements=(*map(_requirement, raw.get("requirements", ())), *silent),
        notes=(*map(_note, raw.get("notes", ())), *silent_notes),
        steps=tuple(map(_step, raw.get("steps", ()))),
        digest=hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest(),
    )


def _requirement(raw: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: _plain(value) for name, value in raw.items() if name != "text"}
    return {**plain, **_named("text", raw.get("text", {}))}


def _note(raw: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: _plain(value) for name, value in raw.items() if name != "text"}
    return {**plain, **_worded("text", raw.get("text", {}))}


def _step(raw: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: _plain(value) for name, value in raw.items() if name not in {"name", "authority", "documents"}}
    documents = [{"kind": kind, **_named("label", label)} for kind, label in raw.get("documents", {}).items()]
    return {**plain, **_named("name", raw["name"]), **_worded("authority", raw.get("authority", {})),
            "documents": documents}  # fmt: skip


def _named(stem: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {f"{stem}_{language}": texts[language] for language in LANGUAGES if language in texts}


def _worded(field: str, texts: Mapping[str, str]) -> dict[str, Any]:
    if not texts:
        return {}
    others: Sequence[str] = LANGUAGES[1:]
    wordings = {field: {"of": texts["en"], **{language: texts[language] for language in others}}}
    return {field: texts["en"], "written_in": "en", "wordings": wordings}


def _plain(value: Any) -> Any:
    return value if isinstance(value, date) or not isinstance(value, Mapping) else dict(value)
