"""The text of a piece of HTML: tags are dropped, words and lines are kept.

Only the text is of use here, so no list of allowed tags is needed and nothing of HTML can come through. The
expressions match in linear time, however the text is broken.
"""

import html
import re
from typing import Final

_TAG: Final = re.compile(r"<!--[^<]*?-->|<(/?)([A-Za-z][A-Za-z0-9:-]*)[^<>]*>|<[!?][^<>]*>")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BLANKS: Final = re.compile(r"[ \t\r\f\v\u00a0]+")
_BLOCKS: Final = frozenset(
    {
        "p",
        "div",
        "br",
        "ul",
        "ol",
        "tr",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    }
)
_SILENT: Final = frozenset({"script", "style"})


def text_of_html(source: str) -> str:
    """Return the text of HTML: a line per paragraph, a dash before each item of a list.

    >>> text_of_html("<p>Cares for <b>six</b> residents</p><ul><li>R&amp;D</li></ul><script>x()</script>")
    'Cares for six residents\\n- R&D'
    """
    pieces: list[str] = []
    silent, begin = "", 0
    for tag in _TAG.finditer(source):
        if not silent:
            pieces.append(source[begin : tag.start()])
        begin = tag.end()
        is_end, word = tag.group(1) == "/", (tag.group(2) or "").lower()
        if word in _SILENT:
            silent = "" if is_end and word == silent else silent or ("" if is_end else word)
        elif not silent:
            pieces.append(_break(word, is_end))
    if not silent:
        pieces.append(source[begin:])
    return _tidy(_ENTITY.sub(lambda found: html.unescape(found.group()), "".join(pieces)))


def html_of_text(text: str, items: tuple[str, ...] = ()) -> str:
    """Return text as HTML, one paragraph per line and one item per entry of a list.

    >>> html_of_text("2 < 3\\nYes", ("one",))
    '<p>2 &lt; 3</p><p>Yes</p><ul><li>one</li></ul>'
    """
    paragraphs = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in text.split("\n") if line.strip())
    points = "".join(f"<li>{html.escape(' '.join(item.split()), quote=False)}</li>" for item in items)
    return f"{paragraphs}<ul>{points}</ul>" if points else paragraphs


def _break(word: str, is_end: bool) -> str:
    if word == "li":
        return "\n" if is_end else "\n- "
    return "\n" if word in _BLOCKS else ""


def _tidy(text: str) -> str:
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line and line != "-")
