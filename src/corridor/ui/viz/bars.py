"""Bars: single and stacked ones inside tables, and whole bar charts with labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from corridor.ui.viz import palette, svg


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: its words, its value, its series and what is written at its end."""

    label: str
    value: float
    series: int = 0
    shown: str = ""


def _rect(share: float, series: int, start: float = 0.0) -> SafeString:
    return format_html(
        '<rect x="{}%" width="{}%" height="100%" class="cr-f{}" fill="{}"/>',
        svg.short(start), svg.short(share), series % len(palette.SERIES), palette.series_colour(series),
    )  # fmt: skip


def _inline(content: Iterable[str], css: str) -> SafeString:
    ground = format_html('<rect width="100%" height="100%" class="cr-bar-bg" fill="{}"/>', palette.TRACK)
    return format_html('<svg class="cr-bar {}" aria-hidden="true">{}{}</svg>', css, ground, svg.join(content))


def bar(value: float, total: float = 100.0, *, series: int = 0, css: str = "") -> SafeString:
    """Draw a value as a part of a total; the number itself must stand beside it in words."""
    share = 100.0 * value / total if total else 0.0
    return _inline([_rect(min(100.0, max(0.0, share)), series)], css)


def stacked(parts: Iterable[tuple[float, int]], total: float = 100.0) -> SafeString:
    """Draw several parts of one total in a row, each as (value, series), with a thin gap between them."""
    drawn, start = [], 0.0
    for value, series in parts:
        share = 100.0 * float(value) / total if total else 0.0
        drawn.append(_rect(max(share - 0.5, 0.0), int(series), start))
        start += share
    return _inline(drawn, "cr-bar-lg")


ROW_HEIGHT: Final = 30.0
LABEL_WIDTH: Final = 150.0
VALUE_WIDTH: Final = 74.0


def bar_chart(
    rows: Sequence[Bar], *, uid: str, title: str, desc: str, rtl: bool = False, width: float = 460.0
) -> SafeString:
    """Draw horizontal bars with their labels before and their values after them."""
    top = max((row.value for row in rows), default=0.0) or 1.0
    room = width - LABEL_WIDTH - VALUE_WIDTH
    drawn = [
        _row(row, y=index * ROW_HEIGHT + 4, length=room * max(row.value, 0.0) / top, mirror=svg.Mirror(width, rtl))
        for index, row in enumerate(rows)
    ]
    return svg.frame(
        drawn, width=width, height=len(rows) * ROW_HEIGHT + 6, uid=uid, title=title, desc=desc, css="viz-chart"
    )


def _row(row: Bar, *, y: float, length: float, mirror: svg.Mirror) -> SafeString:
    start, end = mirror.x(LABEL_WIDTH), mirror.x(LABEL_WIDTH + length)
    shape = format_html(
        '<rect class="v-f{}" x="{}" y="{}" width="{}" height="22" rx="2" fill="{}"/>',
        row.series % len(palette.SERIES), svg.short(min(start, end)), svg.short(y), svg.short(max(length, 1.5)),
        palette.series_colour(row.series),
    )  # fmt: skip
    label = svg.text(mirror.x(LABEL_WIDTH - 10), y + 16, row.label, anchor=mirror.anchor("end"))
    shown = row.shown or svg.short(row.value)
    value = svg.text(mirror.x(LABEL_WIDTH + length + 8), y + 16, shown, anchor=mirror.anchor("start"), weight=650)
    return svg.join([label, shape, value])
