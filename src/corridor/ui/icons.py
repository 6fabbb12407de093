"""Tabler icons as inline SVG: no icon font, no request, coloured by the text around them."""

from functools import lru_cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent / "icons"
FALLBACK: Final = "point"


@lru_cache(512)
def drawing(name: str) -> str:
    """Return the strokes of one icon; an unknown name gives a small dot, which a test finds before a reader does."""
    path = FOLDER / f"{name}.svg"
    text = (path if path.is_file() else FOLDER / f"{FALLBACK}.svg").read_text(encoding="utf-8")
    inner = text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")]
    strokes = [line.strip() for line in inner.splitlines()]
    return "".join(line for line in strokes if line and 'stroke="none"' not in line)


def exists(name: str) -> bool:
    """Tell whether Corridor carries this icon."""
    return (FOLDER / f"{name}.svg").is_file()
