"""Plans over time: activities as bars, milestones as diamonds, today as a line. Time runs from left to right."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from corridor.ui.viz import palette, svg

ROW: Final = 30.0
HEAD: Final = 26.0
LABEL_WIDTH: Final = 190.0


@dataclass(frozen=True)
class Task:
    """An activity with its first and last day; a milestone has only the first."""

    label: str
    start_date: dt.date
    end_date: dt.date | None = None
    series: int = 0
    done: float = 0.0


@dataclass(frozen=True)
class Axis:
    """Days as places on the sheet."""

    first: dt.date
    last: dt.date
    width: float

    def x(self, day: dt.date) -> float:
        span = max((self.last - self.first).days, 1)
        return LABEL_WIDTH + (self.width - LABEL_WIDTH - 12) * (day - self.first).days / span


def months(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the first days of months inside a period, at most seven of them.

    >>> months(dt.date(2026, 11, 20), dt.date(2027, 1, 5))
    [datetime.date(2026, 12, 1), datetime.date(2027, 1, 1)]
    """
    number, found = first.year * 12 + first.month, []
    while (day := dt.date(number // 12, number % 12 + 1, 1)) <= last:
        found.append(day)
        number += 1
    step = max(1, -(-len(found) // 7))
    return found[::step]


def gantt(
    tasks: Sequence[Task],
    *,
    uid: str,
    title: str,
    desc: str,
    shown: Callable[[dt.date], str] = lambda day: f"{day:%m/%Y}",
    as_of: dt.date | None = None,
    width: float = 760.0,
) -> SafeString:
    """Draw a plan; done parts are full, what is left is pale."""
    days = [day for task in tasks for day in (task.start_date, task.end_date or task.start_date)]
    first, last = min(days), max(days)
    axis, height = Axis(first, last + dt.timedelta(days=1), width), HEAD + ROW * len(tasks) + 8
    content = [*_months(axis, height, shown)]
    for index, task in enumerate(tasks):
        content.append(_task(axis, task, HEAD + index * ROW))
    if as_of is not None and first <= as_of <= last:
        now = '<path class="v-now" d="M{} {}V{}" stroke="{}" stroke-width="2" stroke-dasharray="5 3"/>'
        content.append(format_html(now, svg.short(axis.x(as_of)), svg.short(HEAD - 6), svg.short(height), palette.BAD))
    return svg.frame(content, width=width, height=height, uid=uid, title=title, desc=desc, css="viz-wide")


def _months(axis: Axis, height: float, shown: Callable[[dt.date], str]) -> list[SafeString]:
    drawn = []
    for day in months(axis.first, axis.last):
        rule = '<path class="v-grid" d="M{} {}V{}" stroke="{}"/>'
        drawn.append(format_html(rule, svg.short(axis.x(day)), svg.short(HEAD - 4), svg.short(height), palette.LINE))
        anchor = "end" if axis.x(day) > axis.width - 40 else "middle"
        drawn.append(svg.text(axis.x(day), 14, shown(day), anchor=anchor, size=11.5, css="v-soft"))
    return drawn


def _task(axis: Axis, task: Task, y: float) -> SafeString:
    label = svg.text(LABEL_WIDTH - 12, y + 18, task.label, anchor="end")
    x, colour = axis.x(task.start_date), palette.series_colour(task.series)
    if task.end_date is None:
        mark = '<path class="v-f{}" d="M{} {}l8 8-8 8-8-8z" fill="{}"/>'
        return svg.join([label, format_html(mark, task.series % 8, svg.short(x), svg.short(y + 5), colour)])
    length = max(axis.x(task.end_date) - x, 3.0)
    shape = '<rect class="v-f{}" x="{}" y="{}" width="{}" height="18" rx="3" fill="{}" fill-opacity="{}"/>'
    whole = format_html(shape, task.series % 8, svg.short(x), svg.short(y + 4), svg.short(length), colour, ".4")
    part = format_html(
        shape, task.series % 8, svg.short(x), svg.short(y + 4), svg.short(length * task.done), colour, "1"
    )
    return svg.join([label, whole, part] if task.done else [label, whole])
