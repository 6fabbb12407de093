"""Sankey diagrams: who pays for what, who became what. Layers, ordered by their neighbours, mirrored for Arabic."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from corridor.ui.viz import palette, svg

NODE_WIDTH: Final = 14.0
GAP: Final = 14.0
SWEEPS: Final = 6


@dataclass(frozen=True)
class Node:
    """A payer, a cost, a stage: its words, its layer from 0 and its series."""

    label: str
    layer: int
    series: int = 0


@dataclass(frozen=True)
class Link:
    """What goes from one node to another."""

    source: str
    target: str
    value: float


@dataclass
class Layout:
    """Where the nodes stand: x by layer, y in units of the sheet, `unit` for one of the value."""

    x: dict[str, float]
    y: dict[str, float]
    value: dict[str, float]
    unit: float
    order: dict[int, list[str]] = field(default_factory=dict)


def node_values(nodes: Mapping[str, Node], links: Sequence[Link]) -> dict[str, float]:
    """Return what flows through each node: the larger of what comes and what goes."""
    comes, goes = defaultdict[str, float](float), defaultdict[str, float](float)
    for link in links:
        goes[link.source] += link.value
        comes[link.target] += link.value
    return {name: max(comes[name], goes[name]) for name in nodes}


def layout(nodes: Mapping[str, Node], links: Sequence[Link], width: float, height: float) -> Layout:
    """Place the nodes: layers side by side, each ordered by the middle of its neighbours to lessen crossings."""
    value = node_values(nodes, links)
    layers: dict[int, list[str]] = defaultdict(list)
    for name, node in nodes.items():
        layers[node.layer].append(name)
    unit = min((height - GAP * (len(names) - 1)) / (sum(value[n] for n in names) or 1.0) for names in layers.values())
    last = max(layers) or 1
    place = Layout({n: node.layer * (width - NODE_WIDTH) / last for n, node in nodes.items()}, {}, value, unit, layers)
    for layer in layers:
        _stack(place, layer, height)
    for sweep in range(1, SWEEPS):
        for layer in sorted(layers, reverse=sweep % 2 == 1):
            middle = {name: _middle(place, links, name, forward=sweep % 2 == 0) for name in layers[layer]}
            layers[layer].sort(key=lambda name, at=middle: at[name])  # type: ignore[misc]
            _stack(place, layer, height)
    return place


def _stack(place: Layout, layer: int, height: float) -> None:
    names = place.order[layer]
    total = sum(place.value[n] * place.unit for n in names) + GAP * (len(names) - 1)
    top = (height - total) / 2
    for name in names:
        place.y[name] = top
        top += place.value[name] * place.unit + GAP


def _middle(place: Layout, links: Sequence[Link], name: str, *, forward: bool) -> float:
    if forward:
        near = [(link.source, link.value) for link in links if link.target == name]
    else:
        near = [(link.target, link.value) for link in links if link.source == name]
    weight = sum(value for _other, value in near)
    if not weight:
        return place.y[name]
    return sum((place.y[n] + place.value[n] * place.unit / 2) * value for n, value in near) / weight


def sankey(
    nodes: Mapping[str, Node],
    links: Sequence[Link],
    *,
    uid: str,
    title: str,
    desc: str,
    shown: Callable[[float], str] = lambda value: f"{value:,.0f}",
    rtl: bool = False,
    width: float = 640.0,
    height: float = 360.0,
    label_width: float = 132.0,
) -> SafeString:
    """Draw the diagram; its geometry is mirrored for right-to-left pages, its texts never are."""
    links = [link for link in links if link.value > 0]
    place = layout(nodes, links, width - 2 * label_width, height)
    mirror = svg.Mirror(width, rtl)
    content = [
        *_links(nodes, links, place, mirror, label_width, shown),
        *_nodes(nodes, place, mirror, label_width, shown),
    ]
    return svg.frame(
        content, width=width, height=height + 16, uid=uid, title=title, desc=desc, css="cr-sankey viz-wide"
    )


def _links(
    nodes: Mapping[str, Node], links: Sequence[Link], place: Layout, mirror: svg.Mirror, inset: float,
    shown: Callable[[float], str],
) -> list[SafeString]:  # fmt: skip
    arrives, leaves, enters = dict(place.y), dict(place.y), {}
    for link in sorted(links, key=lambda one: (place.y[one.target], place.y[one.source])):
        enters[link] = arrives[link.target]
        arrives[link.target] += link.value * place.unit
    drawn = []
    for link in sorted(links, key=lambda one: (place.y[one.source], place.y[one.target])):
        thick = link.value * place.unit
        x0, x1 = inset + place.x[link.source] + NODE_WIDTH, inset + place.x[link.target]
        y0, y1 = leaves[link.source] + thick / 2 + 8, enters[link] + thick / 2 + 8
        leaves[link.source] += thick
        a, m, b = (svg.short(mirror.x(x)) for x in (x0, (x0 + x1) / 2, x1))
        s, e = svg.short(y0), svg.short(y1)
        series = nodes[link.source].series
        words = f"{nodes[link.source].label} → {nodes[link.target].label}: {shown(link.value)}"
        drawn.append(
            format_html(
                '<path class="s-link v-l{}" d="M{} {}C{} {} {} {} {} {}" fill="none" stroke="{}" stroke-opacity=".36" '
                'stroke-width="{}">{}</path>',
                series % 8, a, s, m, s, m, e, b, e, palette.series_colour(series), svg.short(max(thick, 1.0)),
                svg.hint(words),
            )
        )  # fmt: skip
    return drawn


def _nodes(
    nodes: Mapping[str, Node], place: Layout, mirror: svg.Mirror, inset: float, shown: Callable[[float], str]
) -> list[SafeString]:
    drawn: list[SafeString] = []
    for name, node in nodes.items():
        if not place.value[name]:
            continue
        tall, x = max(place.value[name] * place.unit, 1.5), inset + place.x[name]
        corner = mirror.x(x) - (NODE_WIDTH if mirror.rtl else 0)
        drawn.append(
            format_html(
                '<rect class="v-f{}" x="{}" y="{}" width="{}" height="{}" rx="2" fill="{}"/>',
                node.series % 8, svg.short(corner), svg.short(place.y[name] + 8), svg.short(NODE_WIDTH),
                svg.short(tall), palette.series_colour(node.series),
            )
        )  # fmt: skip
        first = node.layer == 0
        words_x, anchor = mirror.x(x - 8 if first else x + NODE_WIDTH + 8), mirror.anchor("end" if first else "start")
        middle = place.y[name] + tall / 2 + 8
        drawn.append(svg.halo(words_x, middle - 2, node.label, anchor=anchor))
        value = shown(place.value[name])
        drawn.append(svg.halo(words_x, middle + 13, value, anchor=anchor, size=12, weight=400, css="v-soft"))
    return drawn
