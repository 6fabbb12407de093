"""The rank command orders alternatives, says what the order depends on, and names the line that it cannot use."""

import argparse
import json
from pathlib import Path

import pytest

from corridor.batch import rank, schemas
from corridor.batch.yaml_file import read_checked
from corridor.kernel.errors import CorridorError, InputError

EXAMPLE = Path(__file__).parents[3] / "examples" / "rank" / "country.yaml"
HEAD = """version: 1
draws: 200
criteria:
- {name: jobs, weight: 60, worst: 0, best: 10}
- {name: km, weight: 40, worst: 8000, best: 0}
"""
ROWS = """alternatives:
- {name: near, values: {jobs: 4, km: 1000}}
- {name: big, values: {jobs: 9, km: 6000}}
"""
PAIRWISE = """version: 1
method: ahp
draws: 200
comparisons: [[1, 3], [1/3, 1]]
criteria:
- {name: experience, comparisons: [[1, 1/4, 4], [4, 1, 9], [1/4, 1/9, 1]]}
- {name: charm, comparisons: [[1, 5, 9], [1/5, 1, 4], [1/9, 1/4, 1]]}
alternatives: [{name: Tom}, {name: Dick}, {name: Harry}]
"""


def run(path):
    parser = argparse.ArgumentParser()
    rank.add_arguments(parser)
    return rank.run(parser.parse_args([str(path)]))


@pytest.fixture
def write(tmp_path):
    def write_file(text):
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def ranked(write):
    return lambda text: run(write(text))


def codes(outcome):
    return [mark["code"] for mark in outcome.document["marks"]]


def test_a_file_without_a_method_is_ranked_by_the_weighted_sum(ranked):
    outcome = ranked(HEAD + ROWS)

    assert outcome.exit_code == 0
    assert outcome.document["method"] == "wsm"
    assert outcome.document["places"]["order"] == ["big", "near"]
    # .6 x .9 + .4 x .25 and .6 x .4 + .4 x .875
    assert outcome.document["places"]["score"] == {"near": 0.59, "big": 0.64}
    assert outcome.document["places"]["parts"]["near"] == {"jobs": 0.24, "km": 0.35}


@pytest.mark.parametrize("method", ["wsm", "topsis", "promethee2", "smaa"])
def test_every_method_gives_places_acceptability_and_agreement(ranked, method):
    document = ranked(HEAD + f"method: {method}\n" + ROWS).document

    assert document["method"] == document["places"]["method"] == method
    assert sorted(document["places"]["rank"].values()) in ([1, 2], [1, 1])
    assert sum(row[0] for row in document["acceptability"]["rank_acceptability"].values()) == pytest.approx(1)
    assert len(document["opinions"]["agreement"]) == 6


def test_an_ahp_file_needs_neither_scales_nor_values(ranked):
    outcome = ranked(PAIRWISE)

    # .75 x (.2172, .7171, .0658) + .25 x (.7429, .1939, .0633): the local weights of the leader example.
    assert outcome.document["places"]["score"] == pytest.approx(
        {"Tom": 0.3486, "Dick": 0.5863, "Harry": 0.0651}, abs=1e-4
    )
    assert outcome.document["comparisons"]["random_index_table"] == "Saaty 1980"
    assert outcome.document["local"]["experience"]["consistent"] is True
    assert "consistency ratio 0.0000, consistent" in outcome.text


def test_weights_may_come_from_comparisons_under_any_method(ranked):
    bare = HEAD.replace("weight: 60, ", "").replace("weight: 40, ", "")

    document = ranked(bare + ROWS + "method: topsis\ncomparisons: [[1, 3], [1/3, 1]]\n").document

    assert document["weights"] == {"jobs": 0.75, "km": 0.25}


def test_criteria_without_a_scale_of_their_own_take_the_scale_of_the_file(ranked):
    text = (
        "version: 1\nscale: {worst: 1, best: 5}\ncriteria:\n- {name: a, weight: 1}\n"
        "- {name: b, weight: 1, worst: 5, best: 1}\nalternatives:\n- {name: x, values: {a: 4, b: 4}}\n"
    )

    assert ranked(text).document["places"]["parts"] == {"x": {"a": 0.375, "b": 0.125}}


def test_vetoes_and_limits_come_before_any_method(ranked):
    text = (
        HEAD.replace("best: 0}", "best: 0, limit: 5000}")
        + ROWS
        + (
            "- {name: listed, values: {jobs: 10, km: 0}, vetoes: [on the health list]}\n"
            "- {name: third, values: {jobs: 3, km: 500}}\n"
        )
    )

    for method in ("wsm", "topsis", "promethee2", "smaa"):
        outcome = ranked(text + f"method: {method}\n")
        assert set(outcome.document["places"]["order"]) == {"near", "third"}
        assert {row["name"]: row["vetoes"] for row in outcome.document["scored"]["alternatives"] if row["vetoes"]} == {
            "big": ["km"],
            "listed": ["on the health list"],
        }
    assert "listed: on the health list" in outcome.text


def test_where_nothing_is_left_to_rank_the_command_says_so_with_code_one(ranked):
    outcome = ranked(HEAD + "alternatives:\n- {name: a, values: {jobs: 3}, vetoes: [war]}\n")

    assert (outcome.exit_code, outcome.document["places"]) == (1, None)
    assert "nothing_to_rank" in codes(outcome)
    assert "Vetoes and limits leave nothing to rank." in outcome.text


def test_inconsistent_comparisons_are_computed_and_marked(ranked):
    bare = HEAD.replace("weight: 60, ", "").replace("weight: 40, ", "") + "- {name: visa, worst: 9, best: 0}\n"

    outcome = ranked(bare + ROWS + "comparisons: [[1, 5, 1/5], [1/5, 1, 5], [5, 1/5, 1]]\n")

    assert outcome.exit_code == 0
    assert outcome.document["comparisons"]["consistent"] is False
    assert "inconsistent_comparisons" in codes(outcome)
    assert "inconsistent" in outcome.text


def test_what_is_not_known_is_marked_and_may_leave_the_order_open(ranked):
    outcome = ranked(HEAD + ROWS.replace("jobs: 4", "jobs: null"))

    assert {"thin_data", "assumed_middle", "data_do_not_decide"} <= set(codes(outcome))


def test_a_value_off_its_scale_is_marked(ranked):
    assert "outside_scale" in codes(ranked(HEAD + ROWS.replace("jobs: 9", "jobs: 12")))


def test_groups_that_put_different_alternatives_first_are_marked_with_what_drives_them(ranked):
    outcome = ranked(
        HEAD + ROWS + "groups:\n- {name: ministry, weights: {jobs: 9, km: 1}}\n"
        "- {name: families, weights: {jobs: 1, km: 9}}\n"
    )

    groups = outcome.document["groups"]
    assert [group["order"][0] for group in groups["groups"][:2]] == ["big", "near"]
    assert groups["pairs"][0]["disagreements"][0]["criterion"] in ("jobs", "km")
    assert "groups_disagree" in codes(outcome)
    assert "big before near, or the other way round:" in outcome.text
    assert "optim" not in outcome.text.lower()


def test_rank_reversal_is_marked_where_the_method_can_reverse(ranked):
    text = EXAMPLE.read_text(encoding="utf-8")

    found = {method: ranked(text.replace("promethee2", method)) for method in ("wsm", "promethee2")}

    assert "rank_reversal" not in codes(found["wsm"])
    [mark] = [mark for mark in found["promethee2"].document["marks"] if mark["code"] == "rank_reversal"]
    # Elba is last, and yet its presence puts Cama before Aria.
    assert (mark["subject"], found["promethee2"].document["places"]["order"][-1]) == ("Elba", "Elba")
    assert "Aria would lead" in mark["message"]


def test_a_study_of_the_largest_size_stays_readable(write):
    criteria = "".join(f"- {{name: c{k}, weight: {k + 1}, worst: 0, best: 100}}\n" for k in range(15))
    rows = "".join(
        f"- {{name: a{n}, values: {{{', '.join(f'c{k}: {(n * 37 + k * 53) % 101}' for k in range(15))}}}}}\n"
        for n in range(60)
    )
    outcome = run(write(f"version: 1\ndraws: 100\nmethod: promethee2\ncriteria:\n{criteria}alternatives:\n{rows}"))

    assert len(outcome.document["places"]["order"]) == 60
    json.dumps(outcome.document, allow_nan=False)


REFUSED = [
    (HEAD.replace(", worst: 0, best: 10", "") + ROWS, ["line 4", "jobs", "scale"]),
    (HEAD.replace("best: 10", "best: 0") + ROWS, ["line 4", "jobs", "0"]),
    (HEAD.replace("60", "0").replace("40", "0") + ROWS, ["line 4", "weights are zero"]),
    (HEAD.replace("60", "-60") + ROWS, ["line 4", "jobs", "-60"]),
    (HEAD.replace("60", ".nan") + ROWS, ["line 4", "jobs", "nan"]),
    (HEAD.replace("weight: 60, ", "") + ROWS, ["line 4", "jobs", "weight"]),
    (HEAD + "method: saw\n" + ROWS, ["line 6", "method", "saw", "topsis"]),
    (HEAD + "method: ahp\n" + ROWS, ["own.yaml", "ahp", "comparisons"]),
    (HEAD + ROWS + "comparisons: [[1, 3], [1/3, 1]]\n", ["line 4", "jobs", "weight", "comparisons"]),
    (HEAD + ROWS.replace("jobs: 9", "jobs: .inf"), ["line 8", "jobs", "inf"]),
    (HEAD + ROWS.replace("jobs: 9", "fun: 9"), ["line 8", "fun"]),
    (HEAD + ROWS.replace("jobs: 9", "jobs: many"), ["line 8", "many"]),
    (HEAD + ROWS.replace("name: big", "name: near"), ["line 8", "near", "twice"]),
    (HEAD.replace("name: km", "name: jobs") + "alternatives: [{name: near}]\n", ["line 5", "jobs", "twice"]),
    (HEAD + "alternatives: []\n", ["line 6", "alternatives"]),
    (HEAD + ROWS + "spread: 1.5\n", ["line 9", "spread", "1.5"]),
    (HEAD + ROWS + "seed: -1\n", ["line 9", "seed", "-1"]),
    (HEAD + ROWS + "normalisation: sum\n", ["line 9", "normalisation", "sum"]),
    (HEAD + ROWS + "groups:\n- {name: g, weights: {jobs: 1}}\n", ["line 10", "g", "km"]),
    (HEAD + ROWS + "groups:\n- {name: g, weights: {jobs: 1, km: 1, fun: 1}}\n", ["line 10", "g", "fun"]),
    (HEAD + ROWS + "groups:\n- {name: g, weights: {jobs: 0, km: 0}}\n", ["line 10", "weights are zero"]),
    (HEAD + ROWS + "groups:\n- {name: g, comparisons: [[1]]}\n", ["line 10", "1", "2"]),
    (HEAD + ROWS + "groups:\n- {name: g, comparisons: [[1, 2], [1]]}\n", ["line 10", "rows of equal length"]),
    (HEAD.replace("best: 10}", "best: 10, preference: {type: gauss}}") + ROWS, ["line 4", "jobs.s"]),
    (HEAD.replace("best: 10}", "best: 10, preference: {type: bell}}") + ROWS, ["line 4", "bell"]),
    (PAIRWISE.replace("[1/3, 1]]", "[0, 1]]"), ["line 4", "item 2 against 1", "0"]),
    (PAIRWISE.replace("[1/3, 1]]", "[-3, 1]]"), ["line 4", "item 2 against 1", "-3"]),
    (PAIRWISE.replace("[1/3, 1]]", "[3, 1]]"), ["line 4", "item 1 against 2", "3"]),
    (PAIRWISE.replace("[[1, 3], [1/3, 1]]", "[[0, 0], [0, 0]]"), ["line 4", "item 1 against 1", "above zero"]),
    (PAIRWISE.replace("[1/3, 1]]", "[1/0, 1]]"), ["line 4", "1/0"]),
    (PAIRWISE.replace("[4, 1, 9]", "[4, 1, 3]"), ["line 6", "experience", "item 2 against 3", "3"]),
    (PAIRWISE.replace(", [1/4, 1/9, 1]]", "]"), ["line 6", "experience", "square"]),
    (PAIRWISE.replace(", comparisons: [[1, 5, 9], [1/5, 1, 4], [1/9, 1/4, 1]]", ""), ["line 7", "charm"]),
    (PAIRWISE.replace(", {name: Harry}", ""), ["line 6", "3", "2"]),
    (PAIRWISE.replace("name: Tom}", "name: Tom, values: {charm: 3}}"), ["line 7", "charm", "scale"]),
    ("version: 1\n", ["own.yaml", "criteria"]),
    ("", ["own.yaml"]),
]


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_a_file_that_cannot_be_ranked_is_refused_with_line_and_remedy(write, text, words):
    with pytest.raises(InputError) as refused:
        run(write(text))

    assert refused.value.exit_code == 3
    assert refused.value.advice()
    for word in words:
        assert word in refused.value.sentence()


def test_a_file_that_does_not_exist_is_missing_and_not_wrong(tmp_path):
    with pytest.raises(CorridorError) as refused:
        run(tmp_path / "none.yaml")

    assert refused.value.exit_code == 5


def test_every_name_of_the_example_stands_in_the_schema():
    assert schemas.load("rank")["$id"] == "corridor:rank:1"
    assert set(read_checked(EXAMPLE, "rank").data) <= set(schemas.load("rank")["properties"])
