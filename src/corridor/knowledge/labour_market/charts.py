"""Lines over time that show what is not known: gaps stay open, breaks are dashed, modelled figures are hollow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from corridor.knowledge.labour_market.selectors import Figure
from corridor.ui import formats
from corridor.ui.viz import palette, svg
from corridor.ui.viz.spark import Scale, ticks

WIDTH: Final = 760.0
HEIGHT: Final = 300.0
MOST_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: its words and its figures by time."""

    label: str
    points: Sequence[Figure]


def time_chart(lines: Sequence[Line], *, uid: str, title: str, desc: str) -> SafeString:
    """Draw lines over time; each figure is a dot, so that a single one between two gaps is seen."""
    steps = _steps(sorted({point.time for line in lines for point in line.points}))
    known = [float(point.value) for line in lines for point in line.points if point.value is not None]
    scale = Scale(
        len(steps), tuple(ticks(min([0.0, *known]), max([*known, 1e-9]))), WIDTH, HEIGHT, start=72.0, end=24.0
    )
    content = [*_grid(scale, steps)]
    for number, line in enumerate(lines):
        content += _drawn(scale, steps, line, number)
    return svg.frame(content, width=WIDTH, height=HEIGHT, uid=uid, title=title, desc=desc, css="viz-chart viz-wide")


def _steps(times: list[str]) -> list[str]:
    """Return the periods along the axis; years that nobody reports have their place too."""
    if not times or any(len(time) != 4 for time in times):
        return times
    return [str(year) for year in range(int(times[0]), int(times[-1]) + 1)]


def _grid(scale: Scale, steps: Sequence[str]) -> list[SafeString]:
    drawn: list[SafeString] = []
    for value in scale.ticks:
        y = scale.y(value)
        rule = '<path class="{}" d="M{} {}H{}" stroke="{}" fill="none"/>'
        css = "v-axis" if value == 0 else "v-grid"
        ends = (svg.short(scale.start), svg.short(y), svg.short(scale.width - scale.end))
        drawn.append(format_html(rule, css, *ends, palette.LINE))
        drawn.append(svg.text(scale.start - 8, y + 4, formats.number(value), anchor="end", size=11.5, css="v-soft"))
    every = max(1, -(-len(steps) // 10))
    for index, label in enumerate(steps):
        if index % every == 0:
            drawn.append(svg.text(scale.x(index), scale.height - 8, label, anchor="middle", size=11.5, css="v-soft"))
    return drawn


def _drawn(scale: Scale, steps: Sequence[str], line: Line, number: int) -> list[SafeString]:
    colour = palette.series_colour(number)
    by_time = {point.time: point for point in line.points}
    drawn = [_stretch(scale, stretch, number, colour) for stretch in _stretches(steps, by_time)]
    for index, time in enumerate(steps):
        point = by_time.get(time)
        if point is None:
            continue
        if "break" in point.flags:
            drawn.append(_break(scale, index))
        if point.value is not None:
            drawn.append(_dot(scale.x(index), scale.y(float(point.value)), point, number, colour))
    return drawn


def _stretches(steps: Sequence[str], by_time: dict[str, Figure]) -> list[list[tuple[int, float]]]:
    """Return the parts of a line between its gaps; a break of the series ends a part too."""
    parts: list[list[tuple[int, float]]] = [[]]
    for index, time in enumerate(steps):
        point = by_time.get(time)
        if point is None or point.value is None:
            parts.append([])
            continue
        if "break" in point.flags:
            parts.append([])
        parts[-1].append((index, float(point.value)))
    return [part for part in parts if len(part) > 1]


def _stretch(scale: Scale, part: Sequence[tuple[int, float]], number: int, colour: str) -> SafeString:
    places = " ".join(f"{svg.short(scale.x(index))},{svg.short(scale.y(value))}" for index, value in part)
    line = '<polyline class="v-l{}" points="{}" fill="none" stroke="{}" stroke-width="2.2" stroke-linejoin="round"/>'
    return format_html(line, number % 8, places, colour)


def _dot(x: float, y: float, point: Figure, number: int, colour: str) -> SafeString:
    words = svg.hint(f"{point.time}: {formats.number(point.value)}")
    shape = '<circle class="v-l{} {}" cx="{}" cy="{}" r="3.4" fill="{}" stroke="{}" stroke-width="1.6">{}</circle>'
    inside = ("m-tag", palette.PAPER) if point.is_modelled else (f"v-f{number % 8}", colour)
    return format_html(shape, number % 8, inside[0], svg.short(x), svg.short(y), inside[1], colour, words)


def _break(scale: Scale, index: int) -> SafeString:
    x = scale.x(index) - (scale.x(1) - scale.x(0)) / 2 if index else scale.x(0)
    rule = '<path class="v-now" d="M{} {}V{}" stroke="{}" stroke-dasharray="4 3" fill="none">{}</path>'
    words = svg.hint(_("break in the series"))
    return format_html(
        rule, svg.short(x), svg.short(scale.top), svg.short(scale.height - scale.bottom), palette.BAD, words
    )
