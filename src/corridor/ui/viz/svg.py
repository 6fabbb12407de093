"""The small grammar that every chart shares: a frame with a name, texts with an edge, numbers without noise."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from corridor.ui.viz import palette

_TURNED: Final = {"start": "end", "end": "start", "middle": "middle"}


@dataclass(frozen=True)
class Mirror:
    """Places and anchors of a drawing that may have to be read from right to left.

    >>> Mirror(100, True).x(30), Mirror(100, True).anchor("end"), Mirror(100, False).x(30)
    (70, 'start', 30)
    """

    width: float
    rtl: bool

    def x(self, place: float) -> float:
        return self.width - place if self.rtl else place

    def anchor(self, side: str) -> str:
        return _TURNED[side] if self.rtl else side


def short(value: float) -> str:
    """Write a coordinate with at most one decimal.

    >>> short(12.04), short(3.25), short(-0.01)
    ('12', '3.2', '0')
    """
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def join(pieces: Iterable[str]) -> SafeString:
    """Put pieces of markup together that were each escaped when they were made."""
    return mark_safe("".join(pieces))  # noqa: S308 - every piece comes from format_html


def frame(
    content: Iterable[str], *, width: float, height: float, uid: str, title: str, desc: str, css: str = ""
) -> SafeString:
    """Wrap a drawing: a picture with a name and a description, always drawn from left to right.

    The direction is fixed because browsers flip text anchors in right-to-left pages; a chart that should be mirrored
    mirrors its geometry instead.
    """
    return format_html(
        '<svg class="viz {}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d" direction="ltr" '
        'font-family="inherit"><title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
        css, short(width), short(height), uid, uid, uid, title, uid, desc, join(content),
    )  # fmt: skip


def text(
    x: float, y: float, words: object, *, anchor: str = "start", size: float = 13, weight: int = 400, css: str = "",
    fill: str = palette.INK,
) -> SafeString:  # fmt: skip
    """Write words at a place."""
    return format_html(
        '<text class="{}" x="{}" y="{}" font-size="{}" font-weight="{}" text-anchor="{}" fill="{}">{}</text>',
        css, short(x), short(y), short(size), weight, anchor, fill, words,
    )  # fmt: skip


def halo(
    x: float, y: float, words: object, *, anchor: str = "start", size: float = 13, weight: int = 600, css: str = "",
    fill: str = palette.INK,
) -> SafeString:  # fmt: skip
    """Write words with a paper-coloured edge: two texts, because not every renderer knows paint-order."""
    edge = format_html(
        '<text class="v-halo {}" x="{}" y="{}" font-size="{}" font-weight="{}" text-anchor="{}" fill="none" '
        'stroke="{}" stroke-width="3.4" stroke-linejoin="round" aria-hidden="true">{}</text>',
        css, short(x), short(y), short(size), weight, anchor, palette.PAPER, words,
    )  # fmt: skip
    return join([edge, text(x, y, words, anchor=anchor, size=size, weight=weight, css=css, fill=fill)])


def hint(words: object) -> SafeString:
    """Return the tooltip of a shape."""
    return format_html("<title>{}</title>", words)
