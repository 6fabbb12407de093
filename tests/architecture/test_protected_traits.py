"""Who somebody is never reaches a score: the code is walked from the ranking down, and the types are looked through."""

import ast
import dataclasses
import importlib
import pkgutil
from pathlib import Path

import pytest

from corridor.delivery.recruitment.selectors import markets
from corridor.engines import fairness, matching, nominating
from corridor.engines.matching import types

SOURCE = Path(types.__file__).parents[3]
TRAITS = {
    "sex", "gender", "region", "birth_place", "nationality", "citizenship", "religion", "ethnicity", "disability",
    "family_name", "given_name", "household", "household_id", "marital_status", "track", "safe_contact",
}  # fmt: skip
# Whatever computes an order, an explanation or a plan of training begins in one of these.
DOORS = (
    "corridor.engines.matching.ranking",
    "corridor.engines.matching.explain",
    "corridor.engines.matching.reference",
    "corridor.engines.matching.fast",
    "corridor.engines.matching.unlocks",
)
ROWS = ("CandidateRow", "VacancyRow", "Candidates", "Vacancies", "Vocabulary", "Store", "Edges", "Parts", "Explanation")


def path_of(module):
    base = SOURCE / Path(*module.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


def is_module(name):
    base = SOURCE / Path(*name.split("."))
    return base.is_dir() or base.with_suffix(".py").exists()


def imports_of(tree):
    """Return the modules of Corridor's matching engine that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("corridor.engines"):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if is_module(inner) else node.module


def reached_modules():
    """Return every module that the ranking, the explanation or the unlocks can reach."""
    waiting, found = list(DOORS), {}
    while waiting:
        module = waiting.pop()
        # The package itself only gives names on.
        if module in found or module == "corridor.engines.matching":
            continue
        found[module] = ast.parse(path_of(module).read_text(encoding="utf-8"))
        waiting += imports_of(found[module])
    return found


def words_of(tree):
    """Return the names, attributes, arguments and texts of a module, docstrings and comments aside."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg | ast.keyword):
            yield node.arg or ""
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_the_walk_reaches_what_ranks():
    reached = set(reached_modules())

    for name in ("broadcast", "entries", "types", "rows", "kernels", "unlocks.plan"):
        assert f"corridor.engines.matching.{name}" in reached


@pytest.mark.parametrize("module", sorted(reached_modules()))
def test_no_protected_trait_is_named_where_scores_are_made(module):
    found = {word for word in words_of(reached_modules()[module]) if word.casefold() in TRAITS}

    assert not found, f"{module} names {sorted(found)}"


def test_the_walk_would_find_a_trait():
    tree = ast.parse('"""sex"""\ndef score(row):\n    return row.skills + (row.sex == "f")\n')

    assert {word for word in words_of(tree) if word in TRAITS} == {"sex"}


@pytest.mark.parametrize("name", ROWS)
def test_the_rows_of_the_engine_have_no_place_for_a_protected_trait(name):
    fields = {field.name for field in dataclasses.fields(getattr(types, name))}

    assert not fields & TRAITS


@pytest.mark.parametrize("name", ["CandidateFacts", "VacancyFacts"])
def test_the_facts_that_the_application_gives_have_no_place_for_one_either(name):
    fields = {field.name for field in dataclasses.fields(getattr(markets, name))}

    assert not fields & TRAITS


def test_the_application_reads_no_trait_to_make_these_facts():
    tree = ast.parse(Path(markets.__file__).read_text(encoding="utf-8"))
    read = {part for word in words_of(tree) for part in word.split("__")}

    # The track is read to leave out those who stay at home; it is no fact of anybody.
    assert read & TRAITS <= {"track"}


def test_the_birth_date_is_read_for_the_age_condition_alone():
    readers = {
        f"{module.rsplit('.', 1)[1]}.{function.name}"
        for module, tree in reached_modules().items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        and any("birth" in word or word == "born" for word in words_of(function))
    }

    for reader in readers:
        assert not any(word in reader for word in ("score", "weight", "parts", "point", "cover", "share")), reader


def test_engines_that_know_groups_know_no_person_and_those_that_rank_know_no_group_engine():
    for package in (nominating, fairness):
        for info in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            names = {field.name for kind in vars(module).values() if dataclasses.is_dataclass(kind)
                     for field in dataclasses.fields(kind)}  # fmt: skip
            assert not names & {"candidate_id", "person_id", "candidate", "person", "given_name", "ids"}, info.name
    reached = set(reached_modules())
    assert not {module for module in reached if "fairness" in module or "nominating" in module}
    assert matching.CandidateRow is types.CandidateRow
