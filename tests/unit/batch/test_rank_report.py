"""The text of a ranking says what the document says, in columns that people can read."""

from pathlib import Path

import pytest

from corridor.batch.rank import rank_file
from corridor.batch.rank_marks import marks_of
from corridor.batch.rank_report import report

EXAMPLE = Path(__file__).parents[3] / "examples" / "rank" / "country.yaml"


@pytest.fixture(scope="module")
def studied():
    return rank_file(EXAMPLE)


@pytest.fixture(scope="module")
def text(studied):
    title, found = studied
    return report(title, found, marks_of(found))


def block(text, head):
    """Return the lines of the block that begins with a head."""
    return next(part for part in text.split("\n\n") if part.lstrip().startswith(head)).splitlines()


def test_the_first_line_names_the_study_and_its_method(text):
    assert text.splitlines()[0] == "Choice of a country of origin (invented figures): PROMETHEE II (net flow)"


def test_places_stand_in_order_with_scores_intervals_and_shares(text, studied):
    rows = block(text, "Ranking")[2:-1]

    assert [row.split()[0] for row in rows] == list(studied[1].places.order)
    assert [row.split()[1] for row in rows] == ["1", "2", "3", "4"]
    assert f"{studied[1].places.score['Cama']:.4f}" in rows[0]


def test_draws_and_seed_stand_under_the_shares(text):
    assert "20000 random weightings each, seed 7" in text


def test_those_under_a_veto_are_listed_with_the_reason(text):
    assert block(text, "Not ranked")[1:] == ["  Dara: distance", "  Fara: on the health safeguards list"]


def test_contributions_add_up_to_the_score_that_is_printed(text, studied):
    for row in block(text, "Contributions")[1:]:
        name, *parts = row.split()
        assert sum(map(float, parts)) == pytest.approx(studied[1].places.score[name], abs=3e-4)


def test_every_method_has_a_column_and_every_two_an_agreement(text):
    assert block(text, "Rank by method")[0].split() == ["Rank", "by", "method", "wsm", "topsis", "promethee2", "smaa"]
    assert len(block(text, "Agreement of methods")) == 7


def test_every_group_has_a_column_and_its_disagreements_name_what_drives_them(text):
    lines = block(text, "Rank by group")

    assert lines[0].split()[3:6] == ["ministry", "employers", "unions"]
    assert any("ministry and employers: tau-b" in line for line in lines)
    assert any(line.strip().startswith("Aria before Cama, or the other way round:") for line in lines)


def test_columns_stay_in_line(text):
    for head in ("Contributions", "Rank by method", "Agreement of methods"):
        assert len({len(line) for line in block(text, head)}) == 1


def test_marks_carry_a_code_a_subject_and_a_whole_sentence(studied):
    marks = marks_of(studied[1])

    assert [mark.code for mark in marks] == [
        "inconsistent_comparisons",
        "thin_data",
        "outside_scale",
        "assumed_middle",
        "methods_disagree",
        "rank_reversal",
        "groups_disagree",
    ]
    assert all(mark.sentence().endswith(".") and "%(" not in mark.sentence() for mark in marks)


def test_a_method_whose_score_is_no_sum_says_so(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").replace("promethee2", "topsis"), encoding="utf-8")
    title, found = rank_file(path)

    text = report(title, found, ())

    assert "a score of this method is not a sum of parts" in text
    assert "Sensitivity" not in text
    assert "Marks" not in text
