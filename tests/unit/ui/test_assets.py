"""What the browser is sent: unchanged, small, and fit for old phones."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from corridor.ui import icons
from tools import build_css, vendor

ROOT = Path(__file__).resolve().parents[3]
UI = ROOT / "src/corridor/ui"
BUNDLES = sorted((UI / "static/ui/build").glob("*.css"))
LOCK = json.loads((UI / "VENDOR.json").read_text())
TEMPLATES = sorted(ROOT.glob("src/corridor/**/templates/**/*.html"))
CLASSES = re.compile(r'class="([^"{}]*)"')


def zipped(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


@pytest.mark.parametrize("package", LOCK)
def test_vendored_files_are_as_their_makers_published_them(package):
    for path, digest in LOCK[package]["files"].items():
        assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == digest, path


def test_every_vendored_package_carries_its_licence():
    for package, entry in LOCK.items():
        assert any(path.endswith("LICENSE") for path in entry["files"]), package
        assert entry["licence"] in {"MIT", "BSD-0-Clause", "OFL-1.1", "MPL-2.0"}, package
        assert entry["integrity"].startswith("sha512-"), package


def test_the_lock_says_what_the_tool_asks_for():
    assert {name: package.version for name, package in vendor.wanted().items()} == {
        name: entry["version"] for name, entry in LOCK.items()
    }


def test_nothing_vendored_is_missing_from_the_lock():
    locked = {path for entry in LOCK.values() for path in entry["files"]}
    folders = {package.folder for package in vendor.wanted().values()}
    present = {path.relative_to(ROOT).as_posix() for folder in folders for path in folder.iterdir() if path.is_file()}

    assert present == locked


def test_no_address_of_a_registry_is_kept():
    for path in (UI / "VENDOR.json", ROOT / "tools/vendor.py"):
        assert not re.search(r"https?://|npmjs", path.read_text())


def test_no_file_is_heavier_than_a_megabyte_and_a_half():
    for path in UI.rglob("*"):
        if path.is_file():
            assert path.stat().st_size < 1_500_000, path


def test_every_icon_that_a_page_names_is_here():
    assert {name for name in vendor.icons_used() if not icons.exists(name)} == set()


@pytest.mark.parametrize("path", [p for p in BUNDLES if p.name.startswith("portal")], ids=lambda p: p.name)
def test_phones_get_no_colour_function_that_they_do_not_know(path):
    assert not re.search(r"oklch|oklab|light-dark|color-mix|:has\(", path.read_text())


def test_the_bundles_are_what_the_templates_ask_for():
    stale = [
        f"{bundle}{direction}.css"
        for bundle in build_css.SHEETS
        for direction in ("", ".rtl")
        if (build_css.BUILD / f"{bundle}{direction}.css").read_text() != build_css.build(bundle, direction)
    ]

    assert stale == [], "Run python tools/build_css.py"


def test_every_class_of_our_own_that_a_template_names_has_a_rule():
    rules = set(re.findall(r"\.((?:cr|viz)-[\w-]+)", "".join(path.read_text() for path in BUNDLES)))
    hooks = {"cr-formset", "cr-card", "cr-messages", "cr-hello"}
    for path in TEMPLATES:
        named = {c for group in CLASSES.findall(path.read_text()) for c in group.split() if c.startswith("cr-")}
        assert named - rules - hooks == set(), path.name


def test_a_first_visit_of_the_desk_weighs_less_than_its_budget():
    page_kb = 30
    weight = zipped(
        UI / "static/ui/build/desk.css", UI / "static/ui/corridor.js", UI / "static/vendor/htmx/htmx.min.js"
    )
    font = (UI / "static/vendor/inter/inter-latin-wght-normal.woff2").stat().st_size

    assert weight + font < (150 - page_kb) * 1024


def test_a_first_visit_of_the_portal_weighs_less_than_its_budget():
    page_kb = 8
    for sheet in ("portal.css", "portal.rtl.css"):
        weight = zipped(UI / "static/ui/build" / sheet, UI / "static/ui/portal.js", UI / "static/ui/icon.svg")
        assert weight < (30 - page_kb) * 1024


def test_the_portal_needs_no_font_file():
    assert "@font-face" not in (UI / "static/ui/build/portal.css").read_text()


def test_the_builder_keeps_what_is_used_and_drops_the_rest():
    rules = build_css.tinycss2.parse_stylesheet(
        ".used{color:red}.unused{color:blue}.used:not(.unused){top:0}@media print{.unused{top:1px}}video{top:2px}"
    )

    css = build_css.dump(build_css.keep(rules, lambda name: name == "used"))

    assert css == ".used{color:red}.used:not(.unused){top:0}"


def test_the_builder_drops_properties_that_nothing_reads():
    assert build_css.prune(":root{--bs-a:1;--bs-b:2}.x{top:var(--bs-b)}") == ":root{--bs-b:2}.x{top:var(--bs-b)}"


def test_both_themes_name_the_same_colours():
    light, dark = (UI / "styles/tokens.css").read_text().split('[data-bs-theme="dark"]')
    ours = re.compile(r"(--cr-[\w-]+):")

    assert set(ours.findall(light)) - set(ours.findall(dark)) == {"--cr-focus"}
