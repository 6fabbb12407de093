"""The map of corridors: where people leave, where they arrive, how many. No tiles, no script, the same on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.utils.html import format_html
from django.utils.safestring import SafeString

from corridor.ui.viz import geo, palette, svg
from corridor.ui.viz.geo import Points

STEPS: Final = 25
BEND: Final = 0.18
TAG_SHARES: Final = (0.5, 0.62, 0.4, 0.74, 0.3, 0.84)
LETTER: Final = 7.6
THINNEST, WIDEST = 2.4, 11.0


@dataclass(frozen=True)
class Flow:
    """People who moved, or shall move, from one country to another."""

    origin: str
    destination: str
    count: int
    origin_name: str = ""
    destination_name: str = ""
    shown: str = ""
    series: int = 0

    @property
    def label(self) -> str:
        """Where from, where to, how many."""
        here, there = self.origin_name or self.origin, self.destination_name or self.destination
        return f"{here} → {there}: {self.shown or self.count}"


@dataclass(frozen=True)
class Ribbon:
    """The drawn way of one flow: its outline and the places where its number may stand, best first."""

    outline: Points
    tags: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Rect:
    """A part of the sheet that words take up."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Rect") -> bool:
        """Tell whether two parts overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True)
class Spot:
    """A country's mark with its name, and the part of the sheet that both take up."""

    drawn: SafeString
    box: Rect


def ribbon(start: Points, end: Points, width: float) -> Ribbon:
    """Bend a way that widens towards its destination and ends in an arrow head."""
    way = end - start
    length = float(np.hypot(*way)) or 1.0
    bow = (start + end) / 2 + np.array([way[1], -way[0]]) / length * BEND * length
    t = np.linspace(0, 1, STEPS)[:, None]
    points = (1 - t) ** 2 * start + 2 * t * (1 - t) * bow + t**2 * end
    tangent = 2 * (1 - t) * (bow - start) + 2 * t * (end - bow)
    tangent /= np.maximum(np.hypot(tangent[:, 0], tangent[:, 1]), 1e-9)[:, None]
    normal = np.stack([tangent[:, 1], -tangent[:, 0]], -1)
    head = min(max(9.0, width * 1.5), length / 2)
    body = np.hypot(*(points - end).T) > head
    half = (width * (0.35 + 0.65 * t[body])) / 2
    spine, side = points[body], normal[body]
    tip, wing = spine[-1] + tangent[body][-1] * head, side[-1] * width * 0.95
    outline = np.concatenate(
        [spine + side * half, [spine[-1] + wing, tip, spine[-1] - wing], (spine - side * half)[::-1]]
    )
    places = (spine[int(len(spine) * share)] for share in TAG_SHARES)
    return Ribbon(outline, tuple((float(x), float(y)) for x, y in places))


def corridor_map(
    flows: Sequence[Flow], *, uid: str, title: str, desc: str = "", width: float = 600.0, height: float = 520.0
) -> SafeString:
    """Draw the corridors on the closest map that holds them all; maps are never mirrored."""
    codes = {code for flow in flows for code in (flow.origin, flow.destination)}
    region = geo.region_for(codes)
    look = geo.view(region, geo.box_for(sorted(codes), region), width, height)
    known = [flow for flow in flows if flow.origin in geo.centres() and flow.destination in geo.centres()]
    known = [flow for flow in known if flow.origin != flow.destination]
    spots = _spots(look, known)
    content = [*_land(look, flows), *_ways(look, known, [spot.box for spot in spots]), *(spot.drawn for spot in spots)]
    words = desc or "; ".join(flow.label for flow in flows)
    return svg.frame(content, width=width, height=height, uid=uid, title=title, desc=words, css="cr-map")


def _land(look: geo.View, flows: Sequence[Flow]) -> list[SafeString]:
    origins, destinations = {f.origin for f in flows}, {f.destination for f in flows}
    plain, marked = [], []
    for iso3, path in geo.outlines(look):
        if iso3 in origins or iso3 in destinations:
            css, fill = ("m-orig", palette.ORIGIN) if iso3 in origins else ("m-dest", palette.DESTINATION)
            shape = '<path class="{}" d="{}" fill="{}" stroke="#fff" stroke-width=".9"/>'
            marked.append(format_html(shape, css, path, fill))
        else:
            plain.append(path)
    sea = format_html('<rect class="m-sea" width="{}" height="{}" fill="{}"/>', look.width, look.height, palette.SEA)
    land = '<path class="m-land" d="{}" fill="{}" stroke="#fff" stroke-width=".7"/>'
    return [sea, format_html(land, "".join(plain), palette.LAND), *marked]


def _at(look: geo.View, iso3: str) -> Points:
    place: Points = look.place(np.array([geo.centres()[iso3]]))[0]
    return place


def _ways(look: geo.View, flows: Sequence[Flow], taken: list[Rect]) -> list[SafeString]:
    most = max((flow.count for flow in flows), default=1) or 1
    ways, tags = [], []
    for flow in sorted(flows, key=lambda f: -f.count):
        width = THINNEST + (WIDEST - THINNEST) * float(np.sqrt(flow.count / most))
        drawn = ribbon(_at(look, flow.origin), _at(look, flow.destination), width)
        outline = "L".join(f"{svg.short(x)} {svg.short(y)}" for x, y in drawn.outline)
        ways.append(
            format_html(
                '<path class="m-flow v-f{}" d="M{}Z" fill="{}" fill-opacity=".86" stroke="#fff" stroke-width=".8">{}'
                "</path>",
                flow.series % 8, outline, palette.series_colour(flow.series), svg.hint(flow.label),
            )
        )  # fmt: skip
        words = flow.shown or str(flow.count)
        box = free_place(drawn.tags, LETTER * len(words) + 12, taken)
        taken.append(box)
        tags.append(_tag(box, words, flow.series))
    return ways + tags


def free_place(places: Sequence[tuple[float, float]], width: float, taken: Sequence[Rect]) -> Rect:
    """Return the first place where nothing stands yet, else the first place."""
    boxes = [Rect(x - width / 2, y - 10, x + width / 2, y + 10) for x, y in places]
    return next((box for box in boxes if not any(box.meets(other) for other in taken)), boxes[0])


def _tag(box: Rect, words: str, series: int) -> SafeString:
    pill = format_html(
        '<rect class="m-tag v-l{}" x="{}" y="{}" width="{}" height="20" rx="10" fill="#fff" stroke="{}" '
        'stroke-width="1.2"/>',
        series % 8, svg.short(box.left), svg.short(box.top), svg.short(box.right - box.left),
        palette.series_colour(series),
    )  # fmt: skip
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return svg.join([pill, svg.text(x, y + 4.4, words, anchor="middle", size=12.5, weight=650, css="m-num")])


def _spots(look: geo.View, flows: Sequence[Flow]) -> list[Spot]:
    names: dict[str, tuple[str, bool]] = {}
    for flow in flows:
        names.setdefault(flow.origin, (flow.origin_name or flow.origin, True))
        names.setdefault(flow.destination, (flow.destination_name or flow.destination, False))
    drawn = []
    for iso3, (name, leaves) in names.items():
        x, y = _at(look, iso3)
        anchor = "start" if x < 60 else "end" if x > look.width - 60 else "middle"
        spot = '<circle class="m-spot" cx="{}" cy="{}" r="4" fill="#fff" stroke="{}" stroke-width="2"/>'
        mark = format_html(spot, svg.short(x), svg.short(y), palette.INK)
        line = y + (20 if leaves else -12)
        label = svg.halo(x, line, name, anchor=anchor, size=13.5, css="m-lab")
        half = LETTER * len(name) / 2
        drawn.append(
            Spot(svg.join([mark, label]), Rect(x - half, min(line - 13, y - 5), x + half, max(line + 4, y + 5)))
        )
    return drawn
