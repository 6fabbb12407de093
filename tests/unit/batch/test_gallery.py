"""The packaged gallery conforms, and a gallery that does not is refused with the reason."""

import argparse
import json
from decimal import Decimal

import pytest

from corridor.batch import gallery
from corridor.batch.gallery_check import parse_gallery
from corridor.kernel.errors import InputError

ENTRY = """
entries:
  - id: sample
    name: Sample
    kind: {kind}
    phase: pre
    outcomes: [{{metric: people, value: {value}, unit: persons}}]
    capability: None needed.
    sources: ['{source}']
    derived: [{{label: share, expr: {expr}, value: {printed}, unit: share, population: all{terms}}}]
    summary_en: A sample.
"""


def sample(kind="scheme", value="3", source="guide:1", expr="3/8", printed="0.375", terms=""):
    return parse_gallery(
        ENTRY.format(
            kind=kind,
            value=value,
            source=source,
            expr=expr,
            printed=printed,
            terms=terms,
        )
    )


def command(*words):
    parser = argparse.ArgumentParser()
    gallery.add_arguments(parser)
    return gallery.run(parser.parse_args(words))


def test_the_packaged_gallery_conforms():
    result = gallery.check()

    assert result.failures == ()
    assert (result.entries, result.named_only) == (190, 39)
    assert (len(result.recomputed), len(result.conflicts)) == (27, 16)


@pytest.mark.parametrize(
    ("entry_id", "expression", "value"),
    [
        ("giz-tunisia-engineers", "15000/.71", "21126.76"),
        ("giz-tunisia-engineers", "100*15000/70", "21428.57"),
        ("giz-tunisia-engineers", "101*15000/70", "21642.86"),
        ("rqan-3", "13300000/631", "21077.65"),
        ("rqn-jamaica", "587190/39", "15056.15"),
        ("owwf-slbfe", "10000/(25*0.30)", "1333.33"),
        ("mpf-cost-ratio", "30+2+3+5+45+2+5+7+2", "101"),
    ],
)
def test_a_published_calculation_is_reproduced(entry_id, expression, value):
    derived = {item.expr: item for item in gallery.find(entry_id).derived}[expression]

    assert gallery.recompute(entry_id, derived).value == Decimal(value)


def test_the_three_unit_costs_of_the_engineers_name_numerator_denominator_and_population():
    costs = [item for item in gallery.find("giz-tunisia-engineers").derived if item.unit == "EUR"]

    assert [(gallery.term_value(c.numerator), gallery.term_value(c.denominator)) for c in costs] == [
        (Decimal(1515000), Decimal(70)),
        (Decimal(15000), Decimal("0.71")),
        (Decimal(1500000), Decimal(70)),
    ]
    assert all(cost.population and cost.published.qualifier == "exceeded" for cost in costs)


def test_every_quotient_names_what_is_divided_by_what():
    derived = [item for entry in gallery.load() for item in entry.derived if "/" in item.expr]

    assert len(derived) == 20
    assert all(item.numerator and item.denominator and item.population for item in derived)


def test_every_entry_has_a_source_a_summary_and_no_quote():
    for entry in gallery.load():
        assert entry.sources, entry.id
        assert 20 < len(entry.summary_en) < 240, entry.id
        assert entry.summary_en.endswith("."), entry.id


def test_a_conflict_has_its_sides_and_says_how_it_is_handled():
    conflicts = [(entry.id, conflict) for entry in gallery.load() for conflict in entry.flags]

    assert all(conflict.sides and conflict.handling for _, conflict in conflicts)
    sides = {
        str(side.source): side.says for entry_id, c in conflicts if entry_id == "belgium-tunisia" for side in c.sides
    }
    assert sides == {"gfmd:236": "30 chosen participants", "smp:565": "31 trainees"}


def test_amounts_keep_the_currency_that_the_source_prints():
    assert {entry.budget.unit for entry in gallery.load() if entry.budget} == {
        "EUR",
        "USD",
        "XEU",
    }


def test_an_unknown_id_is_answered_with_near_names():
    with pytest.raises(InputError) as caught:
        gallery.find("giz-tunisia-enginers")

    assert caught.value.advice().startswith("Near names: giz-tunisia-engineers")


def test_an_id_that_resembles_nothing_is_answered_with_the_way_to_the_list():
    with pytest.raises(InputError) as caught:
        gallery.find("zzzzzzzz")

    assert "gallery list" in caught.value.advice()


def test_a_value_that_does_not_follow_from_its_expression_fails_the_check():
    result = gallery.check(sample(printed="0.376"), expected=1)

    assert result.failures == ("sample: 3/8 gives 0.375, not 0.376.",)


def test_a_numerator_and_denominator_that_give_another_value_fail_the_check():
    terms = ", numerator: {expr: '3', what: a}, denominator: {expr: '9', what: b}"

    result = gallery.check(sample(terms=terms), expected=1)

    assert result.failures == ("sample: numerator and denominator of share do not give 0.375.",)


@pytest.mark.parametrize("value", ["1000000000000000", "0.00001", ".inf", ".nan"])
def test_a_value_that_cannot_be_stored_fails_the_check(value):
    assert len(gallery.check(sample(value=value), expected=1).failures) == 1


def test_a_text_that_is_too_long_to_store_fails_the_check():
    entries = parse_gallery(
        ENTRY.format(kind="scheme", value=1, source="guide:1", expr="1", printed="1", terms="").replace(
            "None needed", "x" * 500
        )
    )

    assert gallery.check(entries, expected=1).failures == ("sample: capability has 501 characters, 400 can be stored.",)


def test_an_expression_that_is_no_arithmetic_fails_the_check_and_names_the_entry():
    result = gallery.check(sample(expr="open"), expected=1)

    assert result.failures == ('sample: "open" is not plain arithmetic.',)


def test_an_id_that_is_used_twice_and_a_wrong_number_of_entries_fail_the_check():
    twice = sample() + sample()

    assert gallery.check(twice, expected=1).failures == (
        "2 entries are packaged, 1 are expected.",
        "sample: the id is used twice.",
    )


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("kind", "festival", "festival"),
        ("source", "atlas:4", "atlas:4"),
        ("source", "guide:0", "guide:0"),
        ("value", "[1]", "1"),
    ],
)
def test_an_entry_that_cannot_be_read_is_refused_with_its_id_and_reason(field, value, part):
    with pytest.raises(InputError) as caught:
        sample(**{field: value})

    assert '"sample"' in caught.value.sentence()
    assert part in caught.value.sentence()


@pytest.mark.parametrize("text", ["entries: [", "entries: 3", "- a", ""])
def test_a_file_that_is_no_gallery_is_refused(text):
    with pytest.raises(InputError):
        parse_gallery(text)


def test_the_check_command_counts_entries_values_and_conflicts():
    outcome = command("check")

    assert outcome.exit_code == 0
    assert "190 entries" in outcome.text
    assert "27 derived values recomputed" in outcome.text
    assert "16 conflicts shown" in outcome.text
    assert "30 chosen participants [gfmd:236]" in outcome.text


def test_the_check_command_exits_with_one_when_something_fails():
    from corridor.batch import gallery_report

    outcome = gallery_report.checked(gallery.check(sample(printed="0.376"), expected=1))

    assert outcome.exit_code == 1
    assert "FAILED sample" in outcome.text


def test_the_documents_of_the_command_are_plain_json():
    document = json.loads(json.dumps(command("check").document))

    assert document["entries"] == 190
    assert {item["recomputed"] for item in document["derived"]} >= {
        21126.76,
        21428.57,
        21642.86,
    }
    assert json.loads(json.dumps(command("show", "sawp").document))["sources"] == [
        "mismes:150",
        "mismes:151",
    ]


def test_json_may_be_asked_for_after_the_action():
    parser = argparse.ArgumentParser()
    gallery.add_arguments(parser)

    assert parser.parse_args(["show", "sawp", "--json"]).json is True


def test_the_list_can_be_narrowed_by_kind_phase_and_model():
    ids = [
        row["id"] for row in command("list", "--kind", "fund", "--phase", "multi", "--model", "11").document["entries"]
    ]

    assert ids == ["owwf-slbfe", "owwa", "opf-wewf"]


def test_an_entry_is_shown_with_unknown_facts_stated_as_unknown():
    text = command("show", "headstart").text

    assert "Budget         not said in the sources" in text


def test_an_entry_is_shown_with_published_and_recomputed_figures_beside_each_other():
    text = command("show", "rqan-3").text

    assert "13300000/631 = 21,077.65 XEU" in text
    assert "published: 20,811 XEU [mismes:217]" in text
