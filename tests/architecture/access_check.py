"""What the access matrix says, and what the house answers."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.urls import get_resolver, reverse

from corridor.access.roles import Role
from corridor.config.api import api
from tests.architecture.access_world import NAMES_SEEN, OTHERS, SURNAMES, World
from tests.factories.recruitment_csv import csv_of, row

HERE = Path(__file__).parent
WHO = (*(role.value for role in Role), "none", "stranger")
REFUSED = frozenset({"403", "404", "401", "login"})
# Parts of an address that name a row, and parts that are words.
THINGS = {"scheme_id": "scheme", "placement_id": "placement", "vacancy_id": "vacancy", "candidate_pk": "candidate"}
THINGS |= {"dataset_id": "dataset", "file_id": "evidence_file", "concept_id": "concept"}
WORDS = {
    "act": "revise",
    "aim": "stable",
    "code": "en",
    "entry_id": "blue-card",
    "kind": "country",
    "key": "unknown",
    "name": "countries",
    "number": "C-0000",
    "slug": "objectives",
    "step": "objectives",
    "subject": "cohort",
    "table": "funnel",
    "token": "unknown",
    "uidb36": "1",
}
PAGE_WORDS = {
    "skills:entry_add": {"section": "work"},
    "skills:entry_change": {"section": "work"},
    "POST skills:entry_remove": {"section": "work"},
    "skills:cv_file": {"name": "json-resume"},
    "readiness:part_add": {"slug": "elements"},
    "readiness:part_edit": {"slug": "elements"},
    "readiness:part_remove": {"slug": "elements"},
    "evidence:question": {"code": "recognition"},
    "evidence:proof_add": {"code": "recognition"},
    "studio:tension": {"code": "circularity-retention"},
    "GET /api/v1/codelists/{name}/{code}": {"code": "BEL"},
}


@dataclass(frozen=True)
class Line:
    """One line of the matrix."""

    kind: str
    name: str
    thing: str
    cells: dict[str, str]

    @property
    def method(self) -> str:
        return self.name.split()[0] if " " in self.name else "GET"

    @property
    def target(self) -> str:
        return self.name.split()[-1]

    @property
    def row(self) -> str:
        """The kind of row, without what is to be done with it."""
        return self.thing.split(" to ")[0]


def lines(*kinds: str) -> list[Line]:
    with (HERE / "access_matrix.csv").open(newline="") as source:
        found = [
            Line(row["kind"], row["name"], row["object"], {who: row[who] for who in WHO})
            for row in csv.DictReader(source)
        ]
    return [line for line in found if not kinds or line.kind in kinds]


@cache
def reach() -> dict[tuple[str, str, str], str]:
    """Who reaches another's row by right, and what is answered: (object, whose, role) -> "own" or a code."""
    with (HERE / "access_reach.csv").open(newline="") as source:
        return {
            (line["object"], line["whose"], role): line["answer"]
            for line in csv.DictReader(source)
            for role in line["roles"].split()
        }


def views() -> Iterator[tuple[str, object]]:
    """Walk the addresses: the name of each, with its view."""
    yield from _walk(get_resolver(), "")


def operations() -> set[str]:
    """Name the operations for programs as the matrix does."""
    paths = api.get_openapi_schema()["paths"]
    return {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


def wrong_answers(world: World, matrix: list[Line]) -> list[str]:
    """Ask every page for everyone's own row; report what differs, and names that the asker must not read."""
    wrong = []
    for line in matrix:
        for who, expected in line.cells.items():
            answer = ask(world, line, who, own_kwargs(world, line, who))
            if (got := outcome(answer)) != expected:
                wrong.append(f"{line.name} for {who}: {got} instead of {expected}")
            wrong += [f"{line.name} shows {name} to {who}" for name in names_leaked(answer, who)]
    return wrong


def wrong_reach(world: World, matrix: list[Line]) -> list[str]:
    """Ask for the rows of others; report every row that is reached though it is not the asker's."""
    wrong = []
    for line in (each for each in matrix if each.thing):
        for who, own in line.cells.items():
            for whose, kwargs in foreign_kwargs(world, line, who):
                got = outcome(ask(world, line, who, kwargs))
                if got not in _allowed(line, who, own, whose):
                    wrong.append(f"{line.name} for {who}, {line.thing} of {whose}: {got}, own {own}")
            wrong += _wrong_mixtures(world, line, who)
    return wrong


def _allowed(line: Line, who: str, own: str, whose: str) -> frozenset[str]:
    if own in REFUSED:
        return frozenset({own, "404"} - ({"404"} if own == "login" else set()))
    answer = reach().get((line.thing, whose, who), "404")
    return frozenset({own if answer == "own" else answer})


def _wrong_mixtures(world: World, line: Line, who: str) -> list[str]:
    """Ask for another's part under one's own scheme, which nobody may reach."""
    own, place, wrong = own_kwargs(world, line, who), _place(line), []
    if "scheme_id" not in own or place == "scheme_id" or line.cells[who] in REFUSED:
        return []
    for whose in OTHERS:
        row = world.foreign(whose, line.row, who)
        if row and outcome(answer := ask(world, line, who, own | {place: row})) != "404":
            wrong.append(f"{line.name} for {who}, {line.thing} of {whose} in one's own scheme: {answer.status_code}")
    return wrong


def ask(world: World, line: Line, who: str, kwargs: dict[str, object]) -> HttpResponse:
    """Send one request and undo what it did."""
    client, address = world.clients[who], address_of(line, kwargs)
    with transaction.atomic():
        answer = getattr(client, line.method.lower())(address, **_body(line, kwargs))
        transaction.set_rollback(True)
    return answer


def outcome(answer: HttpResponse) -> str:
    """Write an answer as a cell of the matrix."""
    if answer.status_code == 302 and "/accounts/login/" in answer["Location"]:
        return "login"
    return str(answer.status_code)


def names_leaked(answer: HttpResponse, who: str) -> list[str]:
    """Return the surnames on a page that this asker must not find there."""
    if answer.status_code != 200 or answer.streaming or "text" not in answer["Content-Type"] + "text/json":
        return []
    seen = NAMES_SEEN.get(who, frozenset())
    text = answer.content.decode(errors="ignore")
    return [name for name in sorted(SURNAMES - seen) if name in text]


def own_kwargs(world: World, line: Line, who: str) -> dict[str, object]:
    return {name: _value(world, line, name, who) for name in _parts(line)}


def foreign_kwargs(world: World, line: Line, who: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the addresses of another's row, with the scheme that it belongs to."""
    own, place = own_kwargs(world, line, who), _place(line)
    # Whom the door refuses, it refuses before any row is read: one row of another shows it.
    for whose in ("other_scheme", "other_lead") if line.cells[who] in REFUSED else OTHERS:
        row = world.foreign(whose, line.row, who)
        if row is None:
            continue
        parent = {"scheme_id": world.foreign(whose, "scheme", who)} if "scheme_id" in own else {}
        yield whose, own | parent | {place: row}


def address_of(line: Line, kwargs: dict[str, object]) -> str:
    return line.target.format(**kwargs) if line.kind == "api" else reverse(line.target, kwargs=kwargs)


def _body(line: Line, kwargs: dict[str, object]) -> dict[str, object]:
    if line.target.endswith("/candidates/import"):
        upload = SimpleUploadedFile("people.csv", csv_of(row(1)), content_type="text/csv")
        return {"data": {"scheme_id": kwargs["scheme_id"], "file": upload}}
    if line.target.endswith("/cv"):
        return {"data": {"file": SimpleUploadedFile("cv.json", b'{"work": []}'), "language": "en"}}
    if "/skills/links/" in line.target:
        return {"data": {"state": "own_words"}, "content_type": "application/json"}
    if line.target.endswith("/grievances"):
        return {"data": {"category": "pay", "text": "No pay for May."}, "content_type": "application/json"}
    if line.target.endswith("/fit"):
        return {"data": {"isco08": "2513"}, "content_type": "application/json"}
    if line.target.endswith("/decision"):
        return {"data": {"outcome": "full"}, "content_type": "application/json"}
    if line.target.endswith("/payer"):
        return {"data": {"payer": "employer"}, "content_type": "application/json"}
    if line.target.endswith("/passport") and line.method == "POST":
        return {"data": {}, "content_type": "application/json"}
    if line.target.endswith("/shares"):
        return {"data": {"parts": ["skills"]}, "content_type": "application/json"}
    if "/live/" in line.target:
        order = {"occupation": "2513", "country": "BEL", "essential_skills": ["web programming"]}
        return {"data": order, "content_type": "application/json"}
    return {}


def _parts(line: Line) -> list[str]:
    if "{" in line.target or line.kind == "api":
        found = [part.strip("{}") for part in line.target.split("/") if part.startswith("{")]
        return [*found, "scheme_id"] if line.target.endswith("/candidates/import") else found
    return list(_patterns()[line.target])


def _place(line: Line) -> str:
    """The part of the address that names the line's object."""
    parts = _parts(line)
    named = [part for part in parts if THINGS.get(part) == line.row]
    return named[0] if named else "pk"


def _value(world: World, line: Line, part: str, who: str) -> object:
    if part == _place(line) and line.thing:
        return world.own(line.row, who)
    if part in THINGS:
        return world.own(THINGS[part], who)
    if part == "pk":
        return world.own("vacancy" if line.thing else "pathway", who)
    return (WORDS | PAGE_WORDS.get(line.name, {}))[part]


@cache
def _patterns() -> dict[str, tuple[str, ...]]:
    """The parts of every address, by name."""
    return dict(_parts_of(get_resolver(), ""))


def _parts_of(resolver, space: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _parts_of(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield space + (pattern.name or "?"), tuple(pattern.pattern.regex.groupindex)


def _walk(resolver, space: str) -> Iterator[tuple[str, object]]:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield space + (pattern.name or "?"), pattern.callback
