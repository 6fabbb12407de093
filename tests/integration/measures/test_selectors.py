"""Facets, search, the matrix, and what stands side by side."""

import pytest
from django.utils import translation

from corridor.kernel.errors import InputError
from corridor.knowledge.measures import selectors
from corridor.knowledge.measures.models import Measure
from corridor.knowledge.measures.selectors import Wish
from corridor.knowledge.measures.sheets import compare, sheet

pytestmark = pytest.mark.usefixtures("gallery_loaded")


def ids(**query):
    return set(selectors.measures(wish=Wish.of(query)).values_list("entry_id", flat=True))


def counts(facet, **query):
    return {choice.code: choice.count for choice in selectors.choices(wish=Wish.of(query))[facet]}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"origin": "TUN", "destination": "DEU"}, {"giz-tunisia-engineers", "triple-win", "tapig"}),
        ({"model": "11"}, {"ph-three-tier", "owwf-slbfe", "owwa", "opf-wewf"}),
        ({"sector": "ICT"}, {"palim", "digital-explorers"}),
        ({"skill": "medium-high"}, {"belgium-tunisia"}),
        ({"q": "nigerian ict"}, {"digital-explorers"}),
        ({"q": "entraide"}, {"e-bosla"}),
        ({"kind": "financing", "phase": "design"}, {"financing-instruments"}),
        ({"model": "99"}, set()),
        ({"model": "²"}, set()),
        ({"phase": "x" * 200}, set()),
    ],
)
def test_the_list_is_narrowed_by_facets_and_words(query, found):
    assert ids(**query) == found


def test_a_country_as_origin_is_not_found_as_destination():
    assert "giz-tunisia-engineers" not in ids(destination="TUN")


def test_every_count_of_a_facet_is_what_choosing_it_would_give():
    query = {"phase": "pre"}
    for facet in ("kind", "model", "origin", "destination", "sector", "skill", "figures"):
        for code, count in counts(facet, **query).items():
            if code:
                assert len(ids(**query, **{facet: code})) == count, (facet, code)


def test_a_facet_keeps_the_counts_of_its_other_values_when_one_is_chosen():
    assert counts("phase", phase="pre") == counts("phase")
    assert counts("phase", phase="pre") == {"pre": 61, "during": 32, "post": 29, "cross": 25, "multi": 24, "design": 19}


def test_entries_with_figures_and_without_add_up_to_all():
    assert sum(counts("figures").values()) == 190


def test_the_matrix_counts_every_entry_once():
    matrix = selectors.matrix()

    assert (len(matrix.rows), matrix.total) == (12, 190)
    assert [code for code, _ in matrix.phases[:4]] == ["pre", "during", "post", "multi"]
    skills = next(row for row in matrix.rows if row.model == "3")
    assert skills.total == 27
    assert matrix.rows[-1].total == 57


def test_a_closed_entry_leaves_list_facets_and_matrix():
    Measure.objects.filter(entry_id="sawp").update(is_closed=True)

    assert "sawp" not in ids()
    assert selectors.matrix().total == 189
    assert "CAN" in counts("destination")
    assert counts("destination")["CAN"] == len(ids(destination="CAN"))


def test_currencies_that_differ_are_said_and_never_converted():
    comparison = compare(selectors.measures_by_entry_id(entry_ids=["e-bosla", "rqn-jamaica"]))
    row = next(row for row in comparison.rows if row.label == "Budget")

    assert "EUR, XEU" in row.warning
    assert ["400,000" in row.cells[0][0].text, "587,190" in row.cells[1][0].text] == [True, True]


def test_costs_per_different_things_are_said():
    comparison = compare(selectors.measures_by_entry_id(entry_ids=["giz-tunisia-engineers", "owwf-slbfe"]))
    row = next(row for row in comparison.rows if row.label == "Published unit cost")

    assert "Different currencies" in row.warning
    assert "Costs per different things" in row.warning


def test_budgets_in_one_currency_carry_no_warning():
    comparison = compare(selectors.measures_by_entry_id(entry_ids=["e-bosla", "avrr-moldova"]))

    assert next(row for row in comparison.rows if row.label == "Budget").warning == ""


def test_an_entry_that_is_only_named_is_not_compared():
    with pytest.raises(InputError, match=r"FLEXI Platform.*name and no facts"):
        compare(selectors.measures_by_entry_id(entry_ids=["sawp", "flexi-platform"]))


@pytest.mark.parametrize("entry_ids", [[], ["sawp"], ["sawp", "sawp"], ["sawp", "eures", "pdos", "palim", "mida"]])
def test_fewer_than_two_or_more_than_four_entries_are_not_compared(entry_ids):
    with pytest.raises(InputError, match="can stand side by side"):
        compare(selectors.measures_by_entry_id(entry_ids=entry_ids))


def test_an_unknown_entry_is_named_in_the_refusal():
    with pytest.raises(InputError, match='no entry "nowhere"'):
        selectors.measures_by_entry_id(entry_ids=["sawp", "nowhere"])


def test_the_sheet_shows_the_three_unit_costs_of_the_engineers_beside_the_published_one():
    shown = sheet(selectors.measure(entry_id="giz-tunisia-engineers"))
    costs = [line for line in shown.derived if line.label.text.startswith("EUR per contract")]

    assert [line.value for line in costs] == ["€21,642.86", "€21,126.76", "€21,428.57"]
    assert [(line.numerator.value, line.denominator.value) for line in costs] == [
        ("1,515,000", "70"),
        ("15,000", "0.71"),
        ("1,500,000", "70"),
    ]
    assert {(line.published.qualifier.text, line.published.value) for line in costs} == {("exceeded", "€20,000")}


def test_both_sides_of_a_conflict_are_shown_with_their_lines():
    (box,) = sheet(selectors.measure(entry_id="belgium-tunisia")).conflicts

    assert {(side.says.text, side.source) for side in box.sides} == {
        ("30 chosen participants", "gfmd:236"),
        ("31 trainees", "smp:565"),
    }


def test_unknown_facts_are_empty_and_counted():
    shown = sheet(selectors.measure(entry_id="headstart"))

    assert {fact.label for fact in shown.facts if not fact.values} >= {"Budget", "People", "Origin", "Years"}
    assert shown.known == sum(bool(fact.values) for fact in shown.facts)


def test_kosovo_carries_its_asterisk_and_note():
    shown = sheet(selectors.measure(entry_id="kosovo-germany"))

    assert next(fact.values[0].text for fact in shown.facts if fact.label == "Origin") == "Kosovo*"
    assert "1244" in shown.kosovo_note
    assert sheet(selectors.measure(entry_id="sawp")).kosovo_note == ""


@pytest.mark.parametrize(("language", "name"), [("fr", "Allemagne"), ("es", "Alemania"), ("ar", "ألمانيا")])
def test_countries_are_named_in_the_readers_language(language, name):
    with translation.override(language):
        shown = sheet(selectors.measure(entry_id="giz-tunisia-engineers"))

    assert name in [value.text for fact in shown.facts for value in fact.values]
