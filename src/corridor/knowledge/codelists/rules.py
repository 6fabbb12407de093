"""The packaged code lists as plain values: read from CSV and sidecar, and checked while they are read."""

import csv
import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from corridor.access.roles import OFFICERS, Role
from corridor.batch.yaml_loader import SafeLoader
from corridor.kernel.errors import N_, DataUnavailable, InputError
from corridor.kernel.places import KOSOVO_NOTE

DATA: Final = Path(__file__).resolve().parent / "data"
LANGUAGES: Final = ("en", "fr", "es", "ar")
STATUSES: Final = frozenset({"open", "closed"})
MARK: Final = "translated_by_corridor_unreviewed"
COLUMNS: Final = ("code", "parent", *(f"label_{lang}" for lang in LANGUAGES), "status", "note", MARK)
SKILL_LINKS: Final = "esco_skill_links"
ALPHABETICAL: Final = frozenset({"countries", "languages", "currencies"})
# Who looks up what is imported beside the packaged lists; the lists are open to everyone.
CLASSIFICATION_READERS: Final = frozenset({Role.DESIGNER, *OFFICERS, Role.COUNSELLOR, Role.ADMINISTRATOR})

# How the labels of one language came about; sidecars use these words, pages translate them.
TRANSLATION_STATES: Final = frozenset(
    {
        N_("as published by the source"),
        N_("as published by the source; gaps translated by Corridor, unreviewed"),
        N_("translated by Corridor, unreviewed"),
        N_("translated by Corridor, unreviewed; English where missing"),
        N_("typed by Corridor after the published titles, unreviewed"),
        N_("worded by Corridor"),
        N_("not available; English is shown"),
    }
)
# The notes that rows of the packaged lists bear; pages translate them.
NOTES: Final = (
    KOSOVO_NOTE,
    N_("Named as the United Nations name it."),
    N_("Replaced by EUR."),
    N_("Replaced by EUR on 1 January 2026."),
    N_("European Currency Unit, replaced by EUR on 1 January 1999; older figures of the sources use it."),
)
ATTRIBUTIONS: Final = {"esco": N_("This service uses the ESCO classification of the European Commission.")}


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code with its labels; `unreviewed` names the languages that Corridor translated and nobody has reviewed."""

    code: str
    parent: str
    labels: Mapping[str, str]
    is_closed: bool = False
    note: str = ""
    unreviewed: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    def label(self, language: str = "en") -> str:
        """Return the label in a language, English where there is none.

        >>> CodeRow("MAR", "", {"en": "Morocco", "fr": "Maroc"}).label("fr")
        'Maroc'
        """
        return self.labels.get(language) or self.labels["en"]


@dataclass(frozen=True, slots=True)
class PackagedList:
    """A code list as packaged: its rows and where they come from."""

    name: str
    titles: Mapping[str, str]
    source: str
    version: str
    retrieved: str
    licence: str
    attribution: str
    changes: tuple[str, ...]
    translation: Mapping[str, str]
    rows: tuple[CodeRow, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class SkillLinks:
    """The ESCO skills of one ESCO occupation, by the codes of the list `esco_skills`."""

    occupation: str
    essential: tuple[str, ...]
    optional: tuple[str, ...]


@cache
def list_names() -> tuple[str, ...]:
    """Return the names of all packaged lists, in order."""
    return tuple(sorted(path.stem for path in DATA.glob("*.yaml")))


@cache
def load_list(name: str) -> PackagedList:
    """Return a packaged list; refuse an unknown name."""
    if name not in list_names():
        raise DataUnavailable(
            N_('There is no code list "%(name)s".'),
            hint=N_("Open the page of code lists to see their names."),
            field="name",
            params={"name": name},
        )
    text = (DATA / f"{name}.csv").read_text(encoding="utf-8")
    sidecar = (DATA / f"{name}.yaml").read_text(encoding="utf-8")
    return read_list(name, text, sidecar)


@cache
def rows_by_code(name: str) -> Mapping[str, CodeRow]:
    """Return the rows of a packaged list by their code."""
    return {row.code: row for row in load_list(name).rows}


def read_list(name: str, text: str, sidecar: str) -> PackagedList:
    """Return a list from the text of its CSV file and of its sidecar, or refuse it with the place of the fault."""
    about: dict[str, Any] = yaml.load(sidecar, Loader=SafeLoader)  # noqa: S506 - a safe loader, in C where there is one
    lines = csv.DictReader(text.splitlines())
    _check_columns(name, lines.fieldnames or ())
    rows = tuple(_row(name, number, line) for number, line in enumerate(lines, start=2))
    _check_rows(name, rows)
    _check_sidecar(name, about, rows)
    return PackagedList(
        name=name,
        titles=about["title"],
        source=about["source"],
        version=str(about["version"]),
        retrieved=str(about["retrieved"]),
        licence=about["licence"],
        attribution=about.get("attribution", ""),
        changes=tuple(about["changes"]),
        translation=about["translation"],
        rows=rows,
        digest=hashlib.sha256(f"{text}\0{sidecar}".encode()).hexdigest(),
    )


@cache
def skill_links() -> Mapping[str, SkillLinks]:
    """Return the skills of the ESCO occupations that the package covers, by occupation code."""
    text = (DATA / f"{SKILL_LINKS}.csv").read_text(encoding="utf-8")
    lines = csv.DictReader(text.splitlines())
    links = (SkillLinks(r["occupation"], tuple(r["essential"].split()), tuple(r["optional"].split())) for r in lines)
    return {link.occupation: link for link in links}


@cache
def skills_in_four_languages(occupation: str) -> SkillLinks:
    """Return those skills of an ESCO occupation that have a label in every language; none for an unknown occupation."""
    known = {code for code, row in rows_by_code("esco_skills").items() if len(row.labels) == len(LANGUAGES)}
    link = skill_links().get(occupation, SkillLinks(occupation, (), ()))
    essential, optional = (tuple(code for code in codes if code in known) for codes in (link.essential, link.optional))
    return SkillLinks(occupation, essential, optional)


def esco_skill_uri(row: CodeRow) -> str:
    """Return the address of an ESCO skill."""
    return f"http://data.europa.eu/esco/skill/{row.extra['esco_id']}"


def esco_occupation_uri(row: CodeRow) -> str:
    """Return the address of an ESCO occupation."""
    return f"http://data.europa.eu/esco/occupation/{row.extra['esco_id']}"


def isced_field_uri(row: CodeRow) -> str:
    """Return the address of a field of education in ESCO."""
    return f"http://data.europa.eu/esco/isced-f/{row.code}"


def folded(text: str) -> str:
    """Return a text without accents, in lower case and with single spaces, as search compares it.

    >>> folded("  Électriciens du  BÂTIMENT ")
    'electriciens du batiment'
    """
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(letters).casefold().split())


def ancestors(code: str, parent_of: Callable[[str], str]) -> tuple[str, ...]:
    """Return the codes above a code, the highest first.

    >>> ancestors("251", {"251": "25", "25": "2", "2": ""}.__getitem__)
    ('2', '25')
    """
    above: list[str] = []
    while parent := parent_of(above[0] if above else code):
        if parent in above or parent == code:
            raise InputError(
                N_('The code "%(code)s" stands above itself.'),
                hint=N_("Correct the column parent so that every chain ends."),
                field="parent",
                params={"code": code},
            )
        above.insert(0, parent)
    return tuple(above)


def _check_columns(name: str, found: Iterable[str]) -> None:
    missing = [column for column in COLUMNS if column not in set(found)]
    if missing:
        raise InputError(
            N_("Code list %(list)s lacks the column %(column)s."),
            hint=N_("Add the column; it may be empty."),
            field=missing[0],
            params={"list": name, "column": missing[0]},
        )


def _row(name: str, number: int, line: dict[str, str]) -> CodeRow:
    if None in line or None in line.values():
        raise _fault(name, number, N_("Code list %(list)s, line %(line)s: the number of cells is wrong."), "code")
    if not line["code"] or not line["label_en"]:
        raise _fault(
            name, number, N_("Code list %(list)s, line %(line)s: the code or its English label is empty."), "code"
        )
    if line["status"] not in STATUSES:
        raise _fault(
            name, number, N_('Code list %(list)s, line %(line)s: the status is not "open" or "closed".'), "status"
        )
    unreviewed = tuple(line[MARK].split())
    if any(lang not in LANGUAGES or not line[f"label_{lang}"] for lang in unreviewed):
        raise _fault(
            name, number, N_("Code list %(list)s, line %(line)s: a language is marked that has no label."), MARK
        )
    return CodeRow(
        code=line["code"],
        parent=line["parent"],
        labels={lang: line[f"label_{lang}"] for lang in LANGUAGES if line[f"label_{lang}"]},
        is_closed=line["status"] == "closed",
        note=line["note"],
        unreviewed=unreviewed,
        extra={key: value for key, value in line.items() if key not in COLUMNS},
    )


def _fault(name: str, number: int, message: str, column: str) -> InputError:
    hint = N_("Correct the line and load the list again.")
    return InputError(message, hint=hint, field=column, params={"list": name, "line": number})


def _check_rows(name: str, rows: tuple[CodeRow, ...]) -> None:
    parents: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        if row.code in parents:
            raise _fault(name, number, N_("Code list %(list)s, line %(line)s: the code stands there twice."), "code")
        parents[row.code] = row.parent
    for number, row in enumerate(rows, start=2):
        if row.parent and row.parent not in parents:
            raise _fault(
                name, number, N_("Code list %(list)s, line %(line)s: the parent is not in the list."), "parent"
            )
    for row in rows:
        ancestors(row.code, parents.__getitem__)


def _check_sidecar(name: str, about: dict[str, Any], rows: tuple[CodeRow, ...]) -> None:
    states = about["translation"]
    if set(states) != set(LANGUAGES) or not set(states.values()) <= TRANSLATION_STATES:
        raise InputError(
            N_("The sidecar of code list %(list)s does not say how each language was translated."),
            hint=N_("Give one of the known states for each of the four languages."),
            field="translation",
            params={"list": name},
        )
    if about["codes"] != len(rows):
        raise InputError(
            N_("The sidecar of code list %(list)s counts %(said)s codes, the file holds %(held)s."),
            hint=N_("Compare the file with its source, then correct the count."),
            field="codes",
            params={"list": name, "said": about["codes"], "held": len(rows)},
        )
