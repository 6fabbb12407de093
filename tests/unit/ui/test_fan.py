"""Fan charts: the past is whole, what may come dashed; nothing runs out of the sheet; marks say what they are."""

import re
from itertools import pairwise
from xml.etree import ElementTree

from corridor.ui.viz.fan import Fan, Mark, fan_chart

LABELS = [str(year) for year in range(2020, 2030)]


def drawn(*fans, marks=(), labels=LABELS):
    return fan_chart(labels, fans, uid="f", title="Nurses", desc="People by year", marks=marks)


def heights(shape):
    return [float(y) for y in re.findall(r"[ML][\d.]+ (-?[\d.]+)", shape)]


def paths(svg, css):
    return re.findall(rf'<path class="{css}" d="([^"]+)"', svg)


def test_a_fan_has_its_range_its_middle_and_its_name():
    svg = drawn(Fan("Demand", 5, [10, 11, 12, 13, 14], [9, 9, 9, 9, 9], [11, 13, 15, 17, 19], series=1))

    assert len(paths(svg, "v-f1")) == 1
    assert 'stroke-dasharray="6 4"' in svg
    assert ">Demand</text>" in svg
    assert ElementTree.fromstring(svg).attrib["role"] == "img"


def test_the_past_breaks_where_a_year_is_not_known():
    past = [5, 6, None, 7, 8]

    svg = drawn(Fan("Demand", 5, [9], [8], [10], past=past))

    assert svg.count('stroke-dasharray="none"') == 2


def test_higher_values_stand_higher_and_below_zero_stays_on_the_sheet():
    svg = drawn(Fan("Gap", 0, [-50.0, 0.0, 50.0], [], []), labels=LABELS[:3])

    [middle] = [path for path in paths(svg, "v-l0") if "L" in path]
    low, zero, high = heights(middle)
    assert 300 > low > zero > high > 0
    assert paths(svg, "v-f0") == []


def test_names_that_would_cover_each_other_are_moved_apart():
    fans = [Fan(name, 0, [10.0, 10.0 + place / 100], [], []) for place, name in enumerate("ABC")]

    svg = drawn(*fans, labels=LABELS[:2])

    places = sorted(float(y) for y, name in re.findall(r'y="([\d.]+)"[^>]*>([ABC])</text>', svg) if name)
    distinct = sorted(set(places))
    assert all(after - before >= 15.9 for before, after in pairwise(distinct))


def test_a_mark_says_its_value_and_is_never_markup():
    svg = drawn(Fan("Demand", 5, [10], [9], [11]), marks=[Mark("<b>Panel</b>: 10", 7, 10, 9, 12)])

    assert "&lt;b&gt;Panel&lt;/b&gt;: 10" in svg
    assert "<b>" not in svg


def test_a_chart_of_nothing_is_still_a_picture():
    assert ElementTree.fromstring(drawn()).find(".//{*}title") is not None
