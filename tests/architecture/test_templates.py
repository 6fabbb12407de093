"""Templates hold to the content policy and to four languages."""

import re
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "corridor"
TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))
INLINE = re.compile(r"<[a-z][^>]*\s(style|on[a-z]+)=", re.IGNORECASE)
PHYSICAL = re.compile(
    r"(?<![\w-])(margin|padding|border)-(left|right)\s*:|(?<![\w-])(left|right)\s*:|text-align\s*:\s*(left|right)"
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SRC)))
def test_no_inline_style_script_or_handler(path):
    text = path.read_text()

    assert not INLINE.search(text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", text)


def test_own_styles_use_logical_properties():
    for path in [*SRC.glob("ui/styles/*.css"), *SRC.glob("ui/static/ui/*.css")]:
        if path.name == "shim.css":
            continue
        found = PHYSICAL.search(path.read_text())
        assert found is None, f"{path.name}: {found.group(0) if found else ''}"
