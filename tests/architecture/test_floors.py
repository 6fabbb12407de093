"""What import-linter cannot see: foreign keys, privacy of fields, the kernel's modules, sizes."""

import ast
import statistics
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

SRC = Path(__file__).resolve().parents[2] / "src" / "corridor"
FLOORS = [
    "kernel", "engines", "batch", "core", "ui", "access", "knowledge", "design", "delivery", "evaluation", "portal",
    "demo", "config", "cli",
]  # fmt: skip
MODELS = [model for model in apps.get_models() if model.__module__.startswith("corridor.")]


def floor_of(module: str) -> int:
    return FLOORS.index(module.split(".")[1])


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_foreign_keys_point_down_the_floors(model):
    for field in model._meta.get_fields():
        target = field.related_model if field.concrete else None
        if target is None or not getattr(target, "__module__", "").startswith("corridor."):
            continue
        if target is get_user_model():
            # Who acted is Django's swappable user, which every floor may name through settings.
            continue
        assert floor_of(target.__module__) <= floor_of(model.__module__), f"{model._meta.label}.{field.name} points up"


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_every_field_is_sorted_by_how_private_it_is(model):
    privacy = getattr(model, "Privacy", None)
    assert privacy is not None, f"{model._meta.label} has no class Privacy"
    sorted_fields = [*privacy.open, *privacy.personal, *privacy.sensitive]
    own = {f.name for f in model._meta.get_fields() if f.concrete}

    assert sorted(sorted_fields) == sorted(own), f"{model._meta.label}: {set(sorted_fields) ^ own}"
    if privacy.personal or privacy.sensitive:
        assert privacy.purpose, f"{model._meta.label} names no purpose"
        assert privacy.retention, f"{model._meta.label} names no retention"


DANGEROUS = ("religion", "ethnic", "sexual", "union_member", "pregnan", "hiv", "orientation_sexual")


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_no_dangerous_field_exists(model):
    names = [f.name.lower() for f in model._meta.get_fields() if f.concrete]
    assert not [name for name in names if any(word in name for word in DANGEROUS)]


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_constraints_are_named_after_their_app(model):
    for constraint in model._meta.constraints:
        assert constraint.name.startswith(f"{model._meta.app_label}_"), constraint.name


def test_the_kernel_needs_only_the_standard_library():
    for path in (SRC / "kernel").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom) and node.level == 0
                else []
            )
            for name in names:
                root = name.split(".")[0]
                assert root in sys.stdlib_module_names or name.startswith("corridor.kernel"), f"{path.name}: {name}"


def functions() -> list[tuple[int, str]]:
    found = []
    for path in SRC.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                found.append((lines, f"{path.relative_to(SRC)}:{node.name}"))
    return found


def test_functions_and_files_stay_small(capsys):
    sizes = functions()
    lines = sorted(n for n, _ in sizes)
    files = [
        (len(p.read_text().splitlines()), str(p.relative_to(SRC)))
        for p in SRC.rglob("*.py")
        if "migrations" not in p.parts
    ]
    full = sorted(n for n, _ in files if n > 5)

    p90 = lines[int(len(lines) * 0.9)]
    with capsys.disabled():
        print(
            f"\nfunctions: {len(lines)}, median {statistics.median(lines):.0f}, p90 {p90}, longest {lines[-1]}; "
            f"files: {len(full)}, median {statistics.median(full):.0f}, longest {full[-1]}"
        )
    assert statistics.median(lines) <= 10
    assert p90 <= 30
    assert not [name for n, name in sizes if n > 60]
    assert not [name for n, name in files if n > 400]


def test_nothing_catches_every_exception_below_the_config_floor():
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ExceptHandler):
                name = getattr(node.type, "id", None)
                assert node.type is not None, f"{path}:{node.lineno}"
                assert name not in {"Exception", "BaseException"}, f"{path}:{node.lineno}"
