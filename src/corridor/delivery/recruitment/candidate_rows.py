"""From cells to candidates: every cell is read, every fault is named with row, column, value and remedy."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation

from corridor.delivery.recruitment.sheet import Sheet, SheetRow, read_sheet
from corridor.delivery.skills.rules import SkillRef, name_key, phone_key
from corridor.delivery.skills.words import is_language, is_unit_group, skill_named
from corridor.kernel.codes import Cefr, eqf_level, unit_group_of
from corridor.kernel.errors import N_, CorridorError, InputError
from corridor.kernel.periods import age_years, parse_date
from corridor.kernel.places import Iso3

COLUMNS = (
    "candidate_id", "given_name", "family_name", "sex", "birth_date", "country", "region", "email", "phone",
    "preferred_language", "occupations", "skills", "languages", "eqf", "qualification", "recognised_in", "destinations",
    "available", "licences", "min_salary_eur", "track", "applied_on", "consent_date",
)  # fmt: skip
REQUIRED = ("given_name", "family_name", "country")
ADULT = 18
MOST_YEARS = 70
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_LANGUAGES_OF_CONTACT = ("en", "fr", "es", "ar")
_EMPTY_LIST = "[]"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one cell: its line, its column, its value, and the error that says what to do."""

    line: int
    column: str
    value: str
    error: CorridorError


@dataclass(frozen=True, slots=True)
class CandidateRecord:
    """One candidate as a file states her."""

    line: int
    given_name: str
    family_name: str
    iso3: str
    key: str = ""
    sex: str = ""
    birth_date: date | None = None
    region: str = ""
    email: str = ""
    phone: str = ""
    preferred_language: str = "en"
    occupations: tuple[tuple[str, Decimal | None], ...] = ()
    skills: tuple[SkillRef, ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    eqf: int | None = None
    qualification: str = ""
    recognised_in: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    available: date | None = None
    licences: tuple[str, ...] = ()
    min_salary_eur: Decimal | None = None
    track: str = "away"
    applied_on: date | None = None
    consent_date: date | None = None

    @property
    def source_key(self) -> str:
        """The key of the source, or one made from what names the person, so that the same file adds nobody twice."""
        if self.key:
            return self.key
        born = self.birth_date.isoformat() if self.birth_date else ""
        named = "\0".join((name_key(self.given_name, self.family_name), born, self.email, phone_key(self.phone)))
        return f"auto:{hashlib.sha256(named.encode()).hexdigest()[:24]}"

    @property
    def digest(self) -> str:
        """A digest of everything that the row states; equal rows change nothing."""
        stated = [repr(getattr(self, field.name)) for field in fields(self) if field.name != "line"]
        return hashlib.sha256("\0".join(stated).encode()).hexdigest()


@dataclass(frozen=True)
class CandidateFile:
    """A file of candidates, read: good rows, problems, and the columns."""

    sheet: Sheet
    records: tuple[CandidateRecord, ...]
    problems: tuple[RowProblem, ...]

    @property
    def bad_lines(self) -> frozenset[int]:
        return frozenset(problem.line for problem in self.problems)


def read_candidates(content: bytes, *, origins: frozenset[str], today: date) -> CandidateFile:
    """Return the candidates of a CSV file; `origins` are the countries for which the office may register."""
    sheet = read_sheet(content, known=COLUMNS, required=REQUIRED)
    reader = RowReader(origins=origins, today=today)
    records = [record for row in sheet.rows if (record := reader.read(row)) is not None]
    return CandidateFile(sheet, tuple(records), tuple(reader.problems))


class RowReader:
    """Reads rows one by one and collects their problems."""

    def __init__(self, *, origins: frozenset[str], today: date) -> None:
        self.problems: list[RowProblem] = []
        self._lines_of: dict[str, int] = {}
        self._origins, self._today = origins, today

    def read(self, row: SheetRow) -> CandidateRecord | None:
        """Return the candidate of a row, or None where a cell is wrong."""
        before = len(self.problems)
        values: dict[str, object] = {}
        for column, parse in _PARSERS.items():
            written = row.cells.get(column, "")
            if written == "" and column not in REQUIRED:
                continue
            try:
                values[_FIELD_OF.get(column, column)] = parse(written)
            except CorridorError as error:
                self.problems.append(RowProblem(row.line, column, written, error))
        if len(self.problems) == before:
            self._check_whole(row, values)
        if len(self.problems) > before:
            return None
        return CandidateRecord(line=row.line, **values)  # type: ignore[arg-type]  # every parser returns its field's type

    def _check_whole(self, row: SheetRow, values: Mapping[str, object]) -> None:
        checks: tuple[tuple[str, Callable[[SheetRow, Mapping[str, object]], None]], ...] = (
            ("-", self._surplus),
            ("country", self._origin),
            ("birth_date", self._born),
        )
        for column, check in checks:
            try:
                check(row, values)
            except CorridorError as error:
                self.problems.append(RowProblem(row.line, column, row.cells.get(column, ""), error))
        self._key_once(row, str(values.get("key", "")))

    def _surplus(self, row: SheetRow, values: Mapping[str, object]) -> None:
        if row.surplus:
            raise InputError(
                N_("The row has %(count)s cells more than there are columns."),
                hint=N_("Put texts that hold the separator into quotation marks."),
                params={"count": row.surplus},
            )

    def _origin(self, row: SheetRow, values: Mapping[str, object]) -> None:
        if str(values["iso3"]) not in self._origins:
            raise InputError(
                N_("Your office does not register people from %(country)s in this scheme."),
                hint=N_("Use one of: %(origins)s."),
                params={"country": values["iso3"], "origins": ", ".join(sorted(self._origins))},
            )

    def _born(self, row: SheetRow, values: Mapping[str, object]) -> None:
        born = values.get("birth_date")
        if isinstance(born, date) and (born > self._today or age_years(born, self._today) < ADULT):
            raise InputError(
                N_("A person born on %(date)s is not yet %(age)s years old."),
                hint=N_("Check the year; people under 18 are not registered for work abroad."),
                params={"date": born.isoformat(), "age": ADULT},
            )

    def _key_once(self, row: SheetRow, key: str) -> None:
        if not key:
            return
        if key in self._lines_of:
            error = InputError(
                N_("The key %(key)s stands in line %(line)s already."),
                hint=N_("Give every person one row, or correct the key."),
                params={"key": key, "line": self._lines_of[key]},
            )
            self.problems.append(RowProblem(row.line, "candidate_id", key, error))
        self._lines_of.setdefault(key, row.line)


def _text(most: int) -> Callable[[str], str]:
    def parse(written: str) -> str:
        if len(written) > most:
            raise InputError(
                N_("The text has %(length)s signs; at most %(most)s are kept."),
                hint=N_("Shorten the text."),
                params={"length": len(written), "most": most},
            )
        return " ".join(written.split())

    return parse


def _name(written: str) -> str:
    if not written:
        raise InputError(N_("The cell is empty."), hint=N_("Every person needs a given name and a family name."))
    return _text(100)(written)


def _one_of(allowed: Iterable[str]) -> Callable[[str], str]:
    words = tuple(allowed)

    def parse(written: str) -> str:
        if written.lower() not in words:
            raise InputError(
                N_('"%(value)s" is not one of the allowed words.'),
                hint=N_("Use one of: %(allowed)s; or leave the cell empty."),
                params={"value": written, "allowed": ", ".join(words)},
            )
        return written.lower()

    return parse


def _email(written: str) -> str:
    if not _EMAIL.fullmatch(written) or len(written) > 254:
        raise InputError(
            N_('"%(value)s" is not an e-mail address.'),
            hint=N_("Write it as name@example.org, or leave the cell empty."),
            params={"value": written},
        )
    return written.lower()


def _list(written: str) -> list[str]:
    return [] if written == _EMPTY_LIST else [part.strip() for part in written.split("|") if part.strip()]


def _pair(written: str) -> tuple[str, str]:
    code, _, value = written.partition(":")
    return code.strip(), value.strip()


def _number(written: str, *, most: int) -> Decimal:
    try:
        value = Decimal(written.replace(",", "."))
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= most:
        raise InputError(
            N_('"%(value)s" is not a number from 0 to %(most)s.'),
            hint=N_("Write digits with a point, such as 2.5."),
            params={"value": written, "most": most},
        )
    return value


def _occupations(written: str) -> tuple[tuple[str, Decimal | None], ...]:
    found = []
    for code, years in map(_pair, _list(written)):
        if not is_unit_group(unit_group_of(code)):
            raise InputError(
                N_('"%(code)s" is not a unit group of ISCO-08.'),
                hint=N_("Look the code up in the code lists; write 2512:3 for three years as a software developer."),
                params={"code": code},
            )
        found.append((code, _number(years, most=MOST_YEARS) if years else None))
    return tuple(found)


def _languages(written: str) -> tuple[tuple[str, int], ...]:
    best: dict[str, int] = {}
    for code, level in map(_pair, _list(written)):
        best[_language(code)] = max(best.get(code.lower(), 0), int(Cefr.parse(level)))
    return tuple(sorted(best.items()))


def _language(code: str) -> str:
    if not is_language(code.lower()):
        raise InputError(
            N_('"%(code)s" is not a language code of ISO 639-1.'),
            hint=N_("Use two letters, such as fr for French; write fr:B1 for French at B1."),
            params={"code": code},
        )
    return code.lower()


def _country(written: str) -> str:
    return str(Iso3(written.upper()))


def _countries(written: str) -> tuple[str, ...]:
    return tuple(sorted({_country(part) for part in _list(written)}))


def _skills(written: str) -> tuple[SkillRef, ...]:
    named = {ref.key: ref for ref in (skill_named(_text(200)(part)) for part in _list(written))}
    return tuple(named[key] for key in sorted(named))


_PARSERS: Mapping[str, Callable[[str], object]] = {
    "candidate_id": _text(80),
    "given_name": _name,
    "family_name": _name,
    "sex": _one_of(("f", "m", "x")),
    "birth_date": parse_date,
    "country": _country,
    "region": _text(100),
    "email": _email,
    "phone": _text(40),
    "preferred_language": _one_of(_LANGUAGES_OF_CONTACT),
    "occupations": _occupations,
    "skills": _skills,
    "languages": _languages,
    "eqf": eqf_level,
    "qualification": _text(200),
    "recognised_in": _countries,
    "destinations": _countries,
    "available": parse_date,
    "licences": lambda written: tuple(sorted(set(_list(written)))),
    "min_salary_eur": lambda written: _number(written, most=1_000_000),
    "track": _one_of(("away", "home", "both")),
    "applied_on": parse_date,
    "consent_date": parse_date,
}
_FIELD_OF: Mapping[str, str] = {"candidate_id": "key", "country": "iso3"}
