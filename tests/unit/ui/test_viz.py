"""Charts and maps: sound XML, named, never with inline style, true to their figures."""

import datetime as dt
import re
from xml.etree import ElementTree

import numpy as np
import pytest

from corridor.ui import viz
from corridor.ui.viz import geo, palette, svg
from corridor.ui.viz.corridor_map import Rect, free_place, ribbon
from corridor.ui.viz.sankey import layout, node_values
from corridor.ui.viz.spark import ticks

FLOWS = [
    viz.Flow("MAR", "BEL", 120, "Morocco", "Belgium", "120"),
    viz.Flow("MAR", "ESP", 1840, "Morocco", "Spain", "1,840", 1),
    viz.Flow("TUN", "DEU", 96, "Tunisia", "Germany", "96", 2),
]
NODES = {"e": viz.Node("Employers", 0, 1), "d": viz.Node("Donor", 0), "t": viz.Node("Training & care", 1, 4)}
LINKS = [viz.Link("e", "t", 30), viz.Link("d", "t", 70)]
TASKS = [
    viz.Task("Design", dt.date(2026, 1, 1), dt.date(2026, 5, 30), done=0.5),
    viz.Task("Start", dt.date(2026, 6, 1)),
]
CHARTS = {
    "map": lambda: viz.corridor_map(FLOWS, uid="m", title="<Ways>"),
    "world": lambda: viz.corridor_map([viz.Flow("PHL", "DEU", 5)], uid="w", title="<Ways>"),
    "sankey": lambda: viz.sankey(NODES, LINKS, uid="s", title="<Ways>", desc="d"),
    "sankey_rtl": lambda: viz.sankey(NODES, LINKS, uid="s", title="<Ways>", desc="d", rtl=True),
    "bars": lambda: viz.bar_chart([viz.Bar("a & b", 3), viz.Bar("c", 0)], uid="b", title="<Ways>", desc="d"),
    "gantt": lambda: viz.gantt(TASKS, uid="g", title="<Ways>", desc="d", as_of=dt.date(2026, 3, 1)),
    "lines": lambda: viz.line_chart(
        ["2025", "2026"], [viz.Series("x", [1, None], 0, [0, 1], [2, 3])], uid="l", title="<Ways>", desc="d"
    ),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_sound_named_and_free_of_inline_style(name):
    drawn = CHARTS[name]()

    tree = ElementTree.fromstring(drawn)
    assert tree.get("role") == "img"
    assert tree.get("direction") == "ltr"
    assert tree.find("title").text == "<Ways>"
    assert tree.find("desc").text
    assert tree.get("aria-labelledby").split() == [tree.find("title").get("id"), tree.find("desc").get("id")]
    assert "style=" not in drawn
    assert "NaN" not in drawn


def test_a_map_describes_every_flow_in_words():
    assert "Morocco → Spain: 1,840" in ElementTree.fromstring(CHARTS["map"]()).find("desc").text


def test_a_map_stays_close_when_all_countries_are_near():
    assert geo.region_for(["MAR", "BEL"]) == "afro_europe"
    assert geo.region_for(["MAR", "PHL"]) == "world"


def test_every_country_has_a_middle_small_islands_too():
    for code in ("MAR", "FRA", "CPV", "MLT", "XKX", "WSM", "BRB", "MUS", "TUN", "DEU"):
        assert code in geo.centres()


def test_the_largest_flow_is_the_widest():
    thin = ribbon(np.array([0.0, 0.0]), np.array([100.0, 0.0]), 3.0).outline
    wide = ribbon(np.array([0.0, 0.0]), np.array([100.0, 0.0]), 9.0).outline

    assert np.ptp(wide[:, 1]) > np.ptp(thin[:, 1])


def test_a_flow_ends_at_its_destination():
    outline = ribbon(np.array([10.0, 10.0]), np.array([110.0, 60.0]), 5.0).outline

    assert np.min(np.hypot(*(outline - [110.0, 60.0]).T)) < 3


def test_a_flow_inside_one_country_does_not_break_the_map():
    assert "NaN" not in viz.corridor_map([viz.Flow("MAR", "MAR", 3)], uid="x", title="t")


def test_an_unknown_country_is_left_out_of_the_map():
    drawn = viz.corridor_map([*FLOWS, viz.Flow("ZZZ", "BEL", 4)], uid="x", title="t")

    assert drawn.count('class="m-flow') == 3


def test_a_map_without_flows_still_shows_the_land():
    assert "m-land" in viz.corridor_map([], uid="x", title="t")


def test_a_number_on_the_map_moves_away_from_words():
    taken = [Rect(0, 0, 40, 40)]

    box = free_place([(20, 20), (100, 100)], 20, taken)

    assert (box.left, box.top) == (90, 90)


def test_a_projection_keeps_areas_equal():
    look = geo.Box(-20, 0, 40, 60)
    areas = []
    for south in (5.0, 50.0):
        height = np.degrees(np.arcsin(np.sin(np.radians(south)) + 0.01)) - south
        square = np.array([(10, south), (11, south), (11, south + height), (10, south + height)], float)
        x, y = geo.project(square, "afro_europe", look).T
        areas.append(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)

    assert areas[0] == pytest.approx(areas[1], rel=0.01)  # a flat cell against the sphere's curved one


def test_what_enters_a_node_leaves_it():
    values = node_values(NODES, LINKS)

    assert values == {"e": 30, "d": 70, "t": 100}


def test_a_sankey_fits_its_sheet():
    place = layout(NODES, LINKS, 400, 300)

    for name, top in place.y.items():
        assert top >= -1e-6
        assert top + place.value[name] * place.unit <= 300 + 1e-6


def test_a_sankey_is_mirrored_for_arabic_but_its_words_are_not():
    left, right = (ElementTree.fromstring(CHARTS[n]()) for n in ("sankey", "sankey_rtl"))
    corner = "{*}rect"

    assert float(left.find(corner).get("x")) + float(right.find(corner).get("x")) == pytest.approx(640 - 14)
    assert "Employers" in ElementTree.tostring(right, encoding="unicode")


def test_links_of_nothing_are_not_drawn():
    drawn = viz.sankey(NODES, [*LINKS, viz.Link("e", "t", 0)], uid="s", title="t", desc="d")

    assert drawn.count("s-link") == 2


def test_a_funnel_marks_the_step_that_loses_most():
    rows = viz.funnel_rows([("Applied", 200), ("Chosen", 50), ("Left", 40)], ["of whom women: 80"])

    assert [row.low for row in rows] == [False, True, False]
    assert [row.of_first_pct for row in rows] == [100, 25, 20]
    assert rows[0].detail == "of whom women: 80"


@pytest.mark.parametrize("stages", [[], [("Applied", 0), ("Chosen", 0)], [("Applied", 5)]])
def test_a_funnel_without_people_divides_by_nothing(stages):
    assert all(row.passed is None and not row.low for row in viz.funnel_rows(stages))


def test_a_spark_needs_two_known_values():
    assert viz.spark([1]) == ""
    assert viz.spark([None, 3]) == ""
    assert "polyline" in viz.spark([1, None, 3])


def test_a_flat_line_is_drawn_too():
    assert "polyline" in viz.spark([2, 2, 2])


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 81, [0, 25, 50, 75, 100]), (0, 4, [0, 1, 2, 3, 4]), (-3, 7, [-5, -2.5, 0, 2.5, 5, 7.5]), (0, 0, None)],
)
def test_axes_end_on_round_values_that_hold_the_data(low, high, expected):
    found = ticks(low, high)

    assert found[0] <= low
    assert found[-1] >= high
    if expected is not None:
        assert found == expected


def test_months_of_a_long_plan_are_thinned_out():
    plan = [viz.Task("Long", dt.date(2024, 1, 1), dt.date(2028, 12, 31))]

    assert viz.gantt(plan, uid="g", title="t", desc="d").count("v-grid") <= 7


def test_bars_grow_from_the_right_in_arabic():
    ltr, rtl = (
        ElementTree.fromstring(viz.bar_chart([viz.Bar("a", 3)], uid="b", title="t", desc="d", rtl=rtl))
        for rtl in (False, True)
    )
    first = "{*}rect"

    assert float(ltr.find(first).get("x")) == 150
    assert float(rtl.find(first).get("x")) + float(rtl.find(first).get("width")) == pytest.approx(310, abs=0.2)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_series_can_be_read_on_white():
    for colour in palette.SERIES:
        assert 1.05 / (_luminance(colour) + 0.05) >= 4.5, colour


def test_series_start_again_after_the_last():
    assert palette.series_colour(8) == palette.series_colour(0)


def test_paths_of_countries_are_short_whole_numbers():
    look = geo.view("afro_europe", geo.box_for(["MAR", "BEL"], "afro_europe"), 600, 500)
    path = dict(geo.outlines(look))["BEL"]

    assert re.fullmatch(r"[Mlz\d \-]+", path)


def test_words_are_escaped_in_svg():
    assert "<b>" not in svg.text(0, 0, "<b>")
