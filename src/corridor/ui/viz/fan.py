"""Fan charts: what was, what may come with its range, and what a panel of experts expects."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from corridor.ui.viz import palette, svg
from corridor.ui.viz.spark import Scale, grid, ticks


@dataclass(frozen=True)
class Fan:
    """One fan: its words, where it begins on the time axis, its middle with lower and upper ends, and the past."""

    label: str
    start: int
    middle: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    series: int = 0
    past: Sequence[float | None] = ()


@dataclass(frozen=True)
class Mark:
    """An estimate at one point in time: its words, its middle and the ends of its range."""

    label: str
    index: int
    middle: float
    low: float
    high: float
    series: int = 3


def fan_chart(
    labels: Sequence[str],
    fans: Sequence[Fan],
    *,
    uid: str,
    title: str,
    desc: str,
    marks: Sequence[Mark] = (),
    shown: Callable[[float], str] = lambda value: f"{value:,.0f}",
    width: float = 640.0,
    height: float = 300.0,
) -> SafeString:
    """Draw fans over time; the past is a whole line, what may come a dashed one inside its range."""
    values = [value for fan in fans for value in (*fan.middle, *fan.low, *fan.high, *fan.past) if value is not None]
    values += [value for mark in marks for value in (mark.low, mark.middle, mark.high)]
    lowest, highest = min([0.0, *values]), max([*values, 1e-9])
    scale = Scale(len(labels), tuple(ticks(lowest, highest)), width, height, start=60.0, end=120.0)
    drawn = [*grid(scale, labels, shown)]
    for fan in fans:
        drawn += [_range(scale, fan), _past(scale, fan), _middle(scale, fan)]
    drawn += [_mark(scale, mark) for mark in marks]
    drawn += _names(scale, fans)
    return svg.frame(drawn, width=width, height=height, uid=uid, title=title, desc=desc, css="viz-chart viz-wide")


def _range(scale: Scale, fan: Fan) -> SafeString:
    if not fan.low or not fan.high:
        return mark_safe("")
    there = [_place(scale, fan.start + i, value) for i, value in enumerate(fan.high)]
    back = [_place(scale, fan.start + i, value) for i, value in reversed(list(enumerate(fan.low)))]
    shape = '<path class="v-f{}" d="M{}Z" fill="{}" fill-opacity=".16"/>'
    return format_html(shape, fan.series % 8, "L".join([*there, *back]), palette.series_colour(fan.series))


def _past(scale: Scale, fan: Fan) -> SafeString:
    pieces: list[list[str]] = [[]]
    for index, value in enumerate(fan.past):
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append(_place(scale, index, value))
    return svg.join(_line(piece, fan.series, "none") for piece in pieces if len(piece) > 1)


def _middle(scale: Scale, fan: Fan) -> SafeString:
    places = [_place(scale, fan.start + i, value) for i, value in enumerate(fan.middle)]
    return _line(places, fan.series, "6 4")


def _line(places: Sequence[str], series: int, dashes: str) -> SafeString:
    shape = (
        '<path class="v-l{}" d="M{}" fill="none" stroke="{}" stroke-width="2.4" stroke-linejoin="round" '
        'stroke-dasharray="{}"/>'
    )
    return format_html(shape, series % 8, "L".join(places), palette.series_colour(series), dashes)


def _mark(scale: Scale, mark: Mark) -> SafeString:
    x, colour = svg.short(scale.x(mark.index)), palette.series_colour(mark.series)
    stem = format_html(
        '<path class="v-l{}" d="M{} {}V{}" stroke="{}" stroke-width="3"/>',
        mark.series % 8, x, svg.short(scale.y(mark.low)), svg.short(scale.y(mark.high)), colour,
    )  # fmt: skip
    dot = format_html(
        '<circle class="v-f{}" cx="{}" cy="{}" r="5.5" fill="{}">{}</circle>',
        mark.series % 8, x, svg.short(scale.y(mark.middle)), colour, svg.hint(mark.label),
    )  # fmt: skip
    return svg.join([stem, dot])


def _names(scale: Scale, fans: Sequence[Fan]) -> list[SafeString]:
    """Write each fan's name at its end, moved apart where two would cover each other."""
    ends = sorted((scale.y(fan.middle[-1]), place) for place, fan in enumerate(fans) if fan.middle)
    drawn, last = [], -1e9
    for y, place in ends:
        last = max(y, last + 16)
        fan = fans[place]
        x = scale.x(fan.start + len(fan.middle) - 1) + 8
        drawn.append(svg.halo(x, last + 4, fan.label, size=12))
    return drawn or [mark_safe("")]


def _place(scale: Scale, index: int, value: float) -> str:
    return f"{svg.short(scale.x(index))} {svg.short(scale.y(value))}"
