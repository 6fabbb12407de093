"""Make the two style bundles: the rules of Bootstrap that pages use, then Corridor's own sheets.

Pure Python, no Node. A rule of Bootstrap is kept if every class in its selector occurs as a word in a template or a
script, or fits the list of utilities that any page may use. Corridor's own sheets are taken whole.

    python tools/build_css.py          writes src/corridor/ui/static/ui/build/{desk,portal}[.rtl].css
    python tools/build_css.py --check  tells whether the committed bundles are what the templates ask for
"""

import gzip
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import tinycss2

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/corridor"
STYLES = SOURCE / "ui/styles"
BOOTSTRAP = ROOT / "tools/vendored/bootstrap"
BUILD = SOURCE / "ui/static/ui/build"

SHEETS = {
    "desk": ("font", "tokens", "base", "forms", "layout", "components", "charts", "desk", "portal", "print"),
    "portal": ("tokens", "base", "forms", "layout", "components", "charts", "portal", "print"),
}
STATES = {"show", "active", "disabled", "collapsed", "is-invalid", "htmx-request", "visually-hidden"}


def safe_list(bundle: str) -> re.Pattern[str]:
    """Read the utilities that a bundle always keeps: one pattern a line; `{point}` is a width or nothing."""
    lines = (ROOT / f"tools/css_safe_{bundle}.txt").read_text(encoding="utf-8").splitlines()
    patterns = [line.strip().replace("{point}", "(?:(?:sm|md|lg)-)?") for line in lines if line.strip()]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


WORD = re.compile(r"[A-Za-z_][\w-]*")
RARE = re.compile(
    r"(?:^|[\s>+~])(video|audio|canvas|kbd|samp|mark|address|pre|blockquote|iframe|output|abbr|sub|sup|del|ins|object|embed)\b"
)


def portal_files() -> Iterator[Path]:
    """Yield every file that a portal or plain page is made of."""
    yield from SOURCE.glob("portal/**/*.html")
    yield from SOURCE.glob("portal/**/*.py")
    yield from SOURCE.glob("ui/templates/**/*.html")
    for path in SOURCE.glob("**/templates/**/*.html"):
        if "ui/base_portal.html" in (text := path.read_text(encoding="utf-8")) or "ui/base_plain.html" in text:
            yield path


def desk_files() -> Iterator[Path]:
    """Yield every file that may name a class."""
    yield from SOURCE.glob("**/*.html")
    yield from SOURCE.glob("ui/**/*.py")
    yield from SOURCE.glob("*/**/views.py")
    yield from SOURCE.glob("ui/static/ui/*.js")


def words(files: Iterable[Path]) -> set[str]:
    """Return every word that could be a class."""
    found = set(STATES)
    for path in files:
        if "styleguide" not in path.name:
            found |= set(WORD.findall(path.read_text(encoding="utf-8")))
    return found


def split_selectors(prelude: str) -> list[str]:
    """Split a selector list at its outer commas."""
    parts, depth, current = [], 0, ""
    for letter in prelude:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += letter
    return [*parts, current]


def without_functions(selector: str) -> str:
    """Drop :not(), :is() and the like: they do not ask for a class."""
    previous = ""
    while previous != selector:
        previous, selector = selector, re.sub(r":(?:not|is|where|has)\([^()]*\)", "", selector)
    return re.sub(r"\[[^\]]*\]", "", selector)


def is_used(selector: str, wanted: Callable[[str], bool]) -> bool:
    """Tell whether a page may match this selector."""
    base = without_functions(selector)
    classes = re.findall(r"\.((?:\\.|[\w-])+)", base)
    return all(wanted(name.replace("\\", "")) for name in classes) and (bool(classes) or not RARE.search(base))


def keep(rules: list, wanted: Callable[[str], bool]) -> list[tuple[str, object]]:
    """Return the rules that pages may match, as (prelude, content)."""
    kept: list[tuple[str, object]] = []
    for rule in rules:
        prelude = tinycss2.serialize(rule.prelude).strip() if rule.type in ("qualified-rule", "at-rule") else ""
        if rule.type == "qualified-rule":
            selectors = [part.strip() for part in split_selectors(prelude) if is_used(part, wanted)]
            if selectors:
                kept.append((",".join(selectors), tinycss2.serialize(rule.content).strip()))
        elif rule.type == "at-rule" and rule.content is not None:
            name = rule.lower_at_keyword
            if name in ("media", "supports"):
                inner = keep(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), wanted)
                if inner:
                    kept.append((f"@{name} {prelude}", inner))
            else:
                kept.append((f"@{name} {prelude}", tinycss2.serialize(rule.content).strip()))
    return kept


def dump(rules: list[tuple[str, object]]) -> str:
    """Write rules as CSS."""
    return "".join(
        f"{prelude}{{{dump(content) if isinstance(content, list) else content}}}" for prelude, content in rules
    )


def prune(css: str) -> str:
    """Drop custom properties and keyframes that nothing uses, and rules that are then empty."""
    previous = ""
    while previous != css:
        previous, used = css, set(re.findall(r"var\(\s*(--[\w-]+)", css))
        css = re.sub(
            r"(?<=[{;])\s*(--bs-[\w-]+)\s*:([^;{}]*)(;|(?=\}))",
            lambda found: found.group(0) if found.group(1) in used else "",  # noqa: B023 - used at once
            css,
        )
        for name in re.findall(r"@keyframes ([\w-]+)", css):
            if len(re.findall(rf"\b{re.escape(name)}\b", css)) == 1:
                css = re.sub(rf"@keyframes {re.escape(name)}\{{(?:[^{{}}]*\{{[^{{}}]*\}})*\}}", "", css)
        css = re.sub(r"(?<=[{};])[^{};@]+\{\s*\}", "", css)
    return css


def tighten(css: str) -> str:
    """Take comments and needless space out of our own sheets."""
    css = re.sub(r"/\*(?!!).*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r":\s+", ":", css)).replace(";}", "}").strip()


def wanted_by(bundle: str) -> Callable[[str], bool]:
    """Return the test that decides which classes a bundle keeps."""
    safe = safe_list(bundle)
    named = words(desk_files() if bundle == "desk" else portal_files())
    return lambda name: name in named or safe.fullmatch(name) is not None


def build(bundle: str, direction: str) -> str:
    """Return one bundle; `direction` is empty or `.rtl`."""
    source = (BOOTSTRAP / f"bootstrap{direction}.min.css").read_text(encoding="utf-8")
    rules = tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True)
    own = tighten("".join((STYLES / f"{sheet}.css").read_text(encoding="utf-8") for sheet in SHEETS[bundle]))
    subset = prune(dump(keep(rules, wanted_by(bundle))) + "/*own*/" + own)
    head = f"/*! Bootstrap 5.3.9, MIT: the rules that Corridor uses, made by tools/build_css.py ({bundle}) */\n"
    return head + subset.replace("/*own*/", "\n") + "\n"


def main(arguments: list[str]) -> int:
    """Run the tool."""
    BUILD.mkdir(parents=True, exist_ok=True)
    stale = []
    for bundle in SHEETS:
        for direction in ("", ".rtl"):
            target, css = BUILD / f"{bundle}{direction}.css", build(bundle, direction)
            if "--check" in arguments:
                stale += [target.name] if not target.exists() or target.read_text(encoding="utf-8") != css else []
                continue
            target.write_text(css, encoding="utf-8")
            print(f"{target.name}: {len(css) / 1024:.0f} KB, gzip {len(gzip.compress(css.encode(), 9)) / 1024:.1f} KB")
    if stale:
        print("Run python tools/build_css.py; out of date:", ", ".join(stale))
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
