"""Sparklines and line charts over time. Time runs from left to right in every language."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from corridor.ui.viz import palette, svg

EDGE: Final = 3.0


@dataclass(frozen=True)
class Series:
    """One line: its words, its values (None where nothing is known) and optional lower and upper bounds."""

    label: str
    values: Sequence[float | None]
    series: int = 0
    low: Sequence[float] = ()
    high: Sequence[float] = ()


def spark(values: Sequence[float | None], *, width: float = 84.0, height: float = 24.0, series: int = 0) -> SafeString:
    """Draw a small line without axes; decoration beside the figure itself."""
    known = [(i, v) for i, v in enumerate(values) if v is not None]
    if len(known) < 2:
        return mark_safe("")
    low, high = min(v for _i, v in known), max(v for _i, v in known)
    span, step = (high - low) or 1.0, (width - 2 * EDGE) / (len(values) - 1)
    points = [(EDGE + i * step, height - EDGE - (v - low) / span * (height - 2 * EDGE)) for i, v in known]
    line = " ".join(f"{svg.short(x)},{svg.short(y)}" for x, y in points)
    last_x, last_y = points[-1]
    return format_html(
        '<svg class="viz cr-spark" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" direction="ltr">'
        '<polyline class="v-l{}" points="{}" fill="none" stroke="{}" stroke-width="1.8" stroke-linejoin="round"/>'
        '<circle class="v-f{}" cx="{}" cy="{}" r="2.6" fill="{}"/></svg>',
        svg.short(width), svg.short(height), svg.short(width), svg.short(height), series % 8, line,
        palette.series_colour(series), series % 8, svg.short(last_x), svg.short(last_y), palette.series_colour(series),
    )  # fmt: skip


@dataclass(frozen=True)
class Scale:
    """How values and steps in time become places on the sheet."""

    count: int
    ticks: tuple[float, ...]
    width: float
    height: float
    start: float = 48.0
    end: float = 96.0
    top: float = 12.0
    bottom: float = 28.0

    def x(self, index: int) -> float:
        return self.start + index * (self.width - self.start - self.end) / max(self.count - 1, 1)

    def y(self, value: float) -> float:
        room = self.height - self.top - self.bottom
        low, high = self.ticks[0], self.ticks[-1]
        return self.top + room * (1 - (value - low) / ((high - low) or 1.0))


def line_chart(
    labels: Sequence[str],
    lines: Sequence[Series],
    *,
    uid: str,
    title: str,
    desc: str,
    shown: Callable[[float], str] = lambda value: f"{value:,.0f}",
    width: float = 460.0,
    height: float = 240.0,
) -> SafeString:
    """Draw values over time with the zero line, bands of uncertainty and each line's name at its end."""
    known = [v for line in lines for v in [*line.values, *line.low, *line.high] if v is not None]
    scale = Scale(len(labels), tuple(ticks(min([0.0, *known]), max([*known, 1e-9]))), width, height)
    content = [*grid(scale, labels, shown)]
    for line in lines:
        content += [_band(scale, line), _line(scale, line)]
    return svg.frame(content, width=width, height=height, uid=uid, title=title, desc=desc, css="viz-chart")


def ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Return round values from at or below `low` to at or above `high`.

    >>> ticks(0, 81)
    [0.0, 25.0, 50.0, 75.0, 100.0]
    """
    rough = max(high - low, 1e-9) / wanted
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * n, 10) for n in range(first, last + 1)]


def grid(scale: Scale, labels: Sequence[str], shown: Callable[[float], str]) -> list[SafeString]:
    """Draw the lines of the values and the words of the steps in time."""
    drawn = []
    for value in scale.ticks:
        y, css = svg.short(scale.y(value)), "v-axis" if value == 0 else "v-grid"
        rule = '<path class="{}" d="M{} {}H{}" stroke="{}"/>'
        drawn.append(
            format_html(rule, css, svg.short(scale.start), y, svg.short(scale.width - scale.end), palette.LINE)
        )
        drawn.append(svg.text(scale.start - 8, scale.y(value) + 4, shown(value), anchor="end", size=11.5, css="v-soft"))
    every = max(1, -(-len(labels) // 6))
    for index, label in enumerate(labels):
        if index % every == 0:
            drawn.append(svg.text(scale.x(index), scale.height - 8, label, anchor="middle", size=11.5, css="v-soft"))
    return drawn


def _band(scale: Scale, line: Series) -> SafeString:
    if not line.low or not line.high:
        return mark_safe("")
    there = [f"{svg.short(scale.x(i))} {svg.short(scale.y(v))}" for i, v in enumerate(line.high)]
    back = [f"{svg.short(scale.x(i))} {svg.short(scale.y(v))}" for i, v in reversed(list(enumerate(line.low)))]
    colour = palette.series_colour(line.series)
    shape = '<path class="v-f{}" d="M{}Z" fill="{}" fill-opacity=".16"/>'
    return format_html(shape, line.series % 8, "L".join(there + back), colour)


def _line(scale: Scale, line: Series) -> SafeString:
    known = [(scale.x(i), scale.y(v)) for i, v in enumerate(line.values) if v is not None]
    if not known:
        return mark_safe("")
    points = " ".join(f"{svg.short(x)},{svg.short(y)}" for x, y in known)
    last_x, last_y = known[-1]
    stroke = '<polyline class="v-l{}" points="{}" fill="none" stroke="{}" stroke-width="2.4" stroke-linejoin="round"/>'
    drawn = format_html(stroke, line.series % 8, points, palette.series_colour(line.series))
    return svg.join([drawn, svg.halo(last_x + 8, last_y + 4, line.label, size=12)])
