"""A compiled function without a door for Python ends the process when Python calls it: nothing does."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest
from numba.core.dispatcher import Dispatcher

from corridor.engines import matching

ROOT = Path(__file__).resolve().parents[2]
COMPILERS = {"compiled", "inner", "njit", "numba.njit"}
FILES = sorted(
    file
    for folder in ("src/corridor", "tests", "benchmarks")
    for file in (ROOT / folder).rglob("*.py")
    if "corridor.engines.matching" in file.read_text() or "engines/matching" in str(file)
)


def has_no_door(thing):
    return isinstance(thing, Dispatcher) and thing.targetoptions.get("no_cpython_wrapper", False)


def doorless():
    """Return the compiled functions that only compiled ones may call, by module and name."""
    found = {}
    for module in pkgutil.walk_packages(matching.__path__, matching.__name__ + "."):
        for name, thing in vars(importlib.import_module(module.name)).items():
            if has_no_door(thing):
                found[module.name, name] = thing
    return found


def is_compiled(function):
    return any(ast.unparse(mark).split("(")[0] in COMPILERS for mark in function.decorator_list)


def names_in(tree, known):
    """Return the names by which a file calls one of `known`: imported from its module, or defined here."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if (node.module, alias.name) in known:
                    names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        if isinstance(node, ast.FunctionDef) and any(ast.unparse(mark) == "inner" for mark in node.decorator_list):
            names[node.name] = f"{node.name} of this file"
    return names


def calls_from_python(node, names):
    """Yield the calls of `names` that no compiled function holds."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef) and is_compiled(child):
            continue
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in names:
            yield child
        yield from calls_from_python(child, names)


def breaches(source, known):
    tree = ast.parse(source)
    names = names_in(tree, known)
    return [f"line {call.lineno}: {names[call.func.id]}" for call in calls_from_python(tree, names)]


def test_nothing_calls_a_compiled_function_without_a_door():
    known = doorless()

    found = [f"{file.relative_to(ROOT)} {breach}" for file in FILES for breach in breaches(file.read_text(), known)]

    assert len(known) > 50
    assert found == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("from corridor.engines.matching.kernels import micro_score\n\ndef f():\n    return micro_score(0.5)\n", 1),
        ("from corridor.engines.matching.kernels import micro_score as m\n\nm(0.5)\n", 1),
        ("from corridor.engines.matching.kernels import micro_score\n\n@numba.njit\ndef f():\n    micro_score(1)\n", 0),
        ("@inner\ndef g():\n    pass\n\ndef f():\n    g()\n", 1),
    ],
)
def test_the_walk_finds_such_a_call(source, count):
    assert len(breaches(source, doorless())) == count
