"""Texts of the pages: extract, merge, and name what is not translated yet.

    python tools/messages.py update [FLOOR ...]   extract texts and merge them into the catalogues
    python tools/messages.py missing [FLOOR ...]  list what has no translation; exit 1 if there is any

Each floor has its own catalogues, `src/corridor/<floor>/locale/<language>/LC_MESSAGES/django.po`; texts of kernel,
engines and batch stand in core's. Works without gettext: Babel reads Python, Django turns templates into Python.
"""

import io
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "corridor"
LANGUAGES = ("fr", "es", "ar")
FLOORS = ("core", "ui", "access", "knowledge", "design", "delivery", "evaluation", "portal", "demo", "config")
HOME_OF = {"kernel": "core", "engines": "core", "batch": "core"}
KEYWORDS = {
    "_": None, "N_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "npgettext": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip
PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
}
PLURAL_COUNT = {"fr": 2, "es": 2, "ar": 6}

Text = tuple[str, str, str]  # context, singular, plural ("" where there is none)


def sources(floor: str) -> Iterator[Path]:
    folders = [floor, *[f for f, home in HOME_OF.items() if home == floor]]
    for folder in folders:
        for suffix in ("py", "html", "txt", "typ"):
            yield from sorted((PACKAGE / folder).rglob(f"*.{suffix}"))
    if floor == "config":
        yield PACKAGE / "cli.py"


def python_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text if path.suffix == ".py" else templatize(text, origin=str(path))


def texts_of(path: Path) -> Iterator[Text]:
    if "migrations" in path.parts or not path.exists():
        return
    stream = io.BytesIO(python_of(path).encode())
    for _line, function, messages, _comments in extract_python(stream, list(KEYWORDS), [], {"encoding": "utf-8"}):
        parts = [m for m in (messages if isinstance(messages, tuple) else (messages,)) if m is not None]
        if not parts or not parts[0]:
            continue
        if function.startswith("np"):
            yield parts[0], parts[1], parts[2]
        elif function.startswith("pg"):
            yield parts[0], parts[1], ""
        elif function.startswith("ng"):
            yield "", parts[0], parts[1]
        else:
            yield "", parts[0], ""


def collect(floor: str) -> dict[Text, list[str]]:
    found: dict[Text, list[str]] = defaultdict(list)
    for path in sources(floor):
        place = str(path.relative_to(PACKAGE))
        for text in texts_of(path):
            if place not in found[text]:
                found[text].append(place)
    # Singular alone and singular with plural are one entry in a catalogue.
    plurals = {(c, s) for c, s, p in found if p}
    return {t: places for t, places in found.items() if t[2] or (t[0], t[1]) not in plurals}


def catalogue(floor: str, language: str) -> Path:
    return PACKAGE / floor / "locale" / language / "LC_MESSAGES" / "django.po"


def load(floor: str, language: str) -> polib.POFile:
    path = catalogue(floor, language)
    po = polib.pofile(str(path), wrapwidth=110) if path.exists() else polib.POFile(wrapwidth=110)
    po.metadata = {
        "Project-Id-Version": "Corridor",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    return po


def merge(floor: str, language: str, found: dict[Text, list[str]]) -> polib.POFile:
    known = {(e.msgctxt or "", e.msgid): e for e in load(floor, language) if not e.obsolete}
    fresh = load(floor, language)
    fresh.clear()
    for (context, singular, plural), places in sorted(found.items(), key=lambda item: (item[1][0], item[0])):
        old = known.get((context, singular))
        entry = polib.POEntry(msgctxt=context or None, msgid=singular, occurrences=[(p, "") for p in places])
        if "%(" in singular or "%s" in singular or "%d" in singular:
            entry.flags.append("python-format")
        if plural:
            entry.msgid_plural = plural
            kept = old.msgstr_plural if old is not None and old.msgid_plural else {}
            entry.msgstr_plural = {n: kept.get(n, "") for n in range(PLURAL_COUNT[language])}
        elif old is not None:
            entry.msgstr = old.msgstr
        fresh.append(entry)
    return fresh


def update(floors: list[str]) -> int:
    for floor in floors:
        found = collect(floor)
        if not found:
            continue
        for language in LANGUAGES:
            path = catalogue(floor, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            merge(floor, language, found).save(str(path))
        print(f"{floor}: {len(found)} texts")
    return 0


def gaps(floor: str, language: str) -> list[str]:
    """Return the texts of a floor that have no translation in a language."""
    done = {(e.msgctxt or "", e.msgid): e for e in load(floor, language) if not e.obsolete}
    missing = []
    for context, singular, plural in collect(floor):
        entry = done.get((context, singular))
        whole = entry is not None and (
            all(entry.msgstr_plural.values()) if plural and entry.msgid_plural else entry.msgstr
        )
        if not whole or (plural and entry is not None and not entry.msgid_plural):
            missing.append(singular)
    return missing


def missing(floors: list[str]) -> int:
    count = 0
    for floor in floors:
        for language in LANGUAGES:
            for text in gaps(floor, language):
                count += 1
                print(f"{floor} {language}: {text}")
    print(f"{count} texts without translation")
    return 1 if count else 0


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in {"update", "missing"}:
        print(__doc__)
        return 2
    floors = arguments[1:] or list(FLOORS)
    return update(floors) if arguments[0] == "update" else missing(floors)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
