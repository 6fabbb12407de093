"""Run worked examples: call an engine with the inputs of a case and compare what comes back."""

import argparse
import importlib
import inspect
import math
import pkgutil
import re
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

from corridor import engines
from corridor.batch.outcome import Outcome
from corridor.batch.plain import plain, typed
from corridor.batch.yaml_file import Place, YamlFile, read_checked
from corridor.kernel.errors import N_, InputError

NAME = "case"
HELP = "run worked examples against the engines"

_MISSING = object()


@dataclass(frozen=True, slots=True)
class Check:
    """One expected name of a case, beside what the engine gave."""

    field: str
    expected: object
    actual: object
    ok: bool


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case with all its checks."""

    id: str
    title: str
    call: str
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Say whether every check holds."""
        return all(check.ok for check in self.checks)


@dataclass(frozen=True, slots=True)
class Case:
    """A case as a file holds it, and where."""

    file: YamlFile
    place: Place
    entry: Mapping[str, typing.Any]

    def error(self, message: str, hint: str, *place: str, **params: object) -> InputError:
        """Return an error that names file, line and case."""
        return self.file.error((*self.place, *place), message, hint, id=self.entry["id"], **params)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the files and the selection."""
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="worked examples (YAML)")
    parser.add_argument(
        "--only",
        default="",
        metavar="B,U01",
        help="case ids, or letters that stand for a family",
    )


def run(args: argparse.Namespace) -> Outcome:
    """Run the selected cases: exit code 0 where all pass, 1 where one fails."""
    return run_files(args.files, only=args.only)


def run_files(paths: Sequence[Path], *, only: str = "") -> Outcome:
    """Run the selected cases of files, and say which pass."""
    cases = select([case for path in paths for case in load(path)], only)
    prepared = [(case, prepare(case)) for case in cases]
    results = [check(case, call) for case, call in prepared]
    return Outcome(
        _document(results),
        text_of(results),
        0 if all(result.ok for result in results) else 1,
    )


def load(path: Path) -> list[Case]:
    """Read the cases of a file; two cases may not have one id."""
    file = read_checked(path, "case")
    entries = typing.cast(Mapping[str, Sequence[Mapping[str, typing.Any]]], file.data)["cases"]
    cases, seen = [], set()
    for index, entry in enumerate(entries):
        case = Case(file, ("cases", index), entry)
        if entry["id"] in seen:
            raise case.error(
                N_("%(file)s, line %(line)s: the id %(id)s stands twice."),
                N_("Give every case an id of its own."),
            )
        seen.add(entry["id"])
        cases.append(case)
    return cases


def _belongs(case_id: str, token: str) -> bool:
    family = re.match(r"[A-Za-z]+(?=\d)", case_id)
    return case_id == token or (family is not None and family.group() == token)


def select(cases: Sequence[Case], only: str) -> list[Case]:
    """Return the cases that `only` names: ids, or letters for all ids that begin with them and a number.

    Raises
    ------
    InputError : a part of `only` names no case
    """
    tokens = [token.strip() for token in only.split(",") if token.strip()]
    for token in tokens:
        if not any(_belongs(case.entry["id"], token) for case in cases):
            raise InputError(
                N_("No case is named %(name)s, and none begins with it."),
                hint=N_("Give ids such as U01, or a letter such as B."),
                field="only",
                params={"name": token},
            )
    return [case for case in cases if not tokens or any(_belongs(case.entry["id"], token) for token in tokens)]


def _function(case: Case) -> Callable[..., object]:
    """Return the public function that a case calls."""
    engine, _, name = case.entry["call"].partition(".")
    known = {module.name for module in pkgutil.iter_modules(engines.__path__)}
    module = importlib.import_module(f"{engines.__name__}.{engine}") if engine in known else None
    function = getattr(module, name, None) if name in getattr(module, "__all__", ()) else None
    if not inspect.isfunction(function):
        raise case.error(
            N_("%(file)s, line %(line)s: case %(id)s calls %(call)s, which this version of Corridor does not know."),
            N_("Correct the name, or leave the case out with --only."),
            "call",
            call=case.entry["call"],
        )
    return function


def prepare(case: Case) -> Callable[[], object]:
    """Return the call of a case with its inputs, ready to be made.

    Raises
    ------
    InputError : the call is unknown, or an input is unknown, missing or of the wrong kind
    """
    function, given = _function(case), case.entry["given"]
    parameters = inspect.signature(function).parameters
    hints = typing.get_type_hints(function)
    for name in given:
        if name not in parameters:
            raise case.error(
                N_("%(file)s, line %(line)s: case %(id)s gives %(name)s, which %(call)s does not know."),
                N_("It takes: %(names)s."),
                "given",
                name,
                name=name,
                call=case.entry["call"],
                names=", ".join(parameters),
            )
    for name, parameter in parameters.items():
        if parameter.default is inspect.Parameter.empty and name not in given:
            raise case.error(
                N_("%(file)s, line %(line)s: case %(id)s does not give %(name)s."),
                N_("Add it under given."),
                "given",
                name=name,
            )
    values = {name: _value(case, name, hints[name]) for name in given}
    return lambda: function(**values)


def _value(case: Case, name: str, hint: object) -> object:
    try:
        return typed(case.entry["given"][name], hint, name)
    except InputError as refused:
        raise _placed(case, refused, name) from refused


def _placed(case: Case, refused: InputError, *place: str) -> InputError:
    return case.error(
        N_("%(file)s, line %(line)s: case %(id)s: %(problem)s"),
        "%(advice)s",
        "given",
        *place,
        problem=refused.sentence(),
        advice=refused.advice(),
    )


def check(case: Case, call: Callable[[], object]) -> CaseResult:
    """Make the call of a case and compare what it expects."""
    entry = case.entry
    try:
        result = call()
    except InputError as refused:
        raise _placed(case, refused) from refused
    except OverflowError as large:
        raise case.error(
            N_("%(file)s, line %(line)s: case %(id)s gives numbers that are too large to compute with."),
            N_("Use a larger unit, such as thousands."),
            "given",
        ) from large
    statistical = entry.get("kind") == "statistical"
    checks = []
    for name, expected in entry["expect"].items():
        actual = look_up(result, name)
        ok = actual is not _MISSING and agrees(expected, actual, float(entry.get("tol", 1e-9)), statistical=statistical)
        checks.append(Check(name, plain(expected), None if actual is _MISSING else plain(actual), ok))
    return CaseResult(entry["id"], entry.get("title", ""), entry["call"], tuple(checks))


def look_up(result: object, name: str) -> object:
    """Return what a result holds under a name: an attribute, else a key of its one mapping field."""
    if isinstance(result, Mapping):
        by_text = {str(key): value for key, value in result.items()}
        return by_text.get(name, _MISSING)
    if not is_dataclass(result):
        return _MISSING
    # A field name, not any attribute: the methods of a result are not part of what it found.
    names = {member.name for member in fields(result)}
    if name in names or isinstance(getattr(type(result), name, None), property):
        return getattr(result, name)
    mappings = [value for member in names if isinstance(value := getattr(result, member), Mapping)]
    return look_up(mappings[0], name) if len(mappings) == 1 else _MISSING


def agrees(expected: object, actual: object, tol: float, *, statistical: bool = False) -> bool:
    """Say whether a result is what a case expects.

    Numbers agree within tol times max(1, |expected|), in statistical cases within tol; lists entry by entry;
    names by the names expected; everything else must be equal.
    """
    if isinstance(expected, Mapping):
        return all(
            (inner := look_up(actual, str(name))) is not _MISSING and agrees(value, inner, tol, statistical=statistical)
            for name, value in expected.items()
        )
    found = plain(actual)
    if isinstance(expected, list | tuple):
        entries = list(actual) if isinstance(actual, list | tuple) else found
        return (
            isinstance(entries, list)
            and len(entries) == len(expected)
            and all(agrees(e, a, tol, statistical=statistical) for e, a in zip(expected, entries, strict=True))
        )
    if isinstance(expected, bool) or not isinstance(expected, int | float):
        return type(found) is type(plain(expected)) and found == plain(expected)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return isinstance(expected, float) and math.isnan(expected) and found is None
    return abs(found - expected) <= tol * (1.0 if statistical else max(1.0, abs(expected)))


def _document(results: Sequence[CaseResult]) -> Mapping[str, object]:
    return {
        "cases": [
            {
                "id": result.id,
                "call": result.call,
                "ok": result.ok,
                "checks": plain(result.checks),
            }
            for result in results
        ]
    }


def text_of(results: Sequence[CaseResult]) -> str:
    """Return one line per case, and for each failed check what was expected and what came."""
    rows = []
    for result in results:
        rows.append(f"{'pass' if result.ok else 'FAIL'}  {result.id:<5} {result.call:<38} {result.title}".rstrip())
        rows += [
            f"        {check.field}: expected {check.expected}, got {check.actual}"
            for check in result.checks
            if not check.ok
        ]
    passed = sum(result.ok for result in results)
    return "\n".join([*rows, f"{passed} of {len(results)} cases pass."])
