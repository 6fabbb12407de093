"""Reserved seats in the command: by hand, and refused with the line."""

import json

import polars as pl
import pytest

from corridor.batch.match import match_files
from corridor.cli import main
from corridor.kernel.errors import DataUnavailable, InputError, RuleViolation
from tests.factories.matching_files import hospital, nurse, write_seats
from tests.unit.batch.test_match import command

BEN, CID = (nurse(n, occupations=[("2221", years)], sex="M") for n, years in ((1, 5.0), (2, 4.0)))
ANA, DIA = (nurse(n, occupations=[("2221", years)], sex="F") for n, years in ((3, 3.0), (4, 2.0)))
PEOPLE = [BEN, CID, ANA, DIA]


def reserves(folder, *lines):
    """Write a file of reserved seats."""
    path = folder / "reserves.csv"
    path.write_text("\n".join(["group_column,value,scope,seats", *lines]) + "\n", encoding="utf-8")
    return path


def run(folder, people, vacancies, *lines, **more):
    """Match with reserved seats; return the pairs by vacancy and what the report says of the reserves."""
    paths = write_seats(folder, people, vacancies)
    settings = {"allocate": "stable", "reserves": reserves(folder, *lines)} | more
    report = match_files(*paths, out=folder / "out", **settings)
    pairs = pl.read_parquet(report.allocation_file).select("vacancy_id", "candidate_id").rows()
    return sorted(pairs), report.document["allocation"]


def told(allocation):
    """Return seats, those taken and those opened of every line."""
    return [(line["seats"], line["taken"], line["opened"]) for line in allocation["reserves"]]


def test_a_reserved_seat_goes_to_the_best_of_its_group_by_hand(tmp_path):
    pairs, allocation = run(tmp_path, PEOPLE, [hospital(7, positions=2)], "sex,F,7,1")

    assert pairs == [(7, 1), (7, 3)]
    assert allocation["reserves"] == [
        {"reserve": "sex=F, 7", "vacancies": 1, "seats": 1, "taken": 1, "opened": 0},
    ]
    assert allocation["blocking_pairs"] == 0
    written = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert written["limit_files"]["reserves"]["file"] == "reserves.csv"
    assert len(written["limit_files"]["reserves"]["sha256"]) == 64


def test_reserved_seats_that_their_group_leaves_are_open_to_all_by_hand(tmp_path):
    women_elsewhere = [BEN, CID, ANA | {"destinations": ["FRA"]}]

    pairs, allocation = run(tmp_path, women_elsewhere, [hospital(7, positions=2)], "sex,F,7,2")

    assert pairs == [(7, 1), (7, 2)]
    assert told(allocation) == [(2, 0, 2)]


def test_without_a_reserve_the_best_two_are_nominated(tmp_path):
    pairs, allocation = run(tmp_path, PEOPLE, [hospital(7, positions=2)])

    assert pairs == [(7, 1), (7, 2)]
    assert allocation["reserves"] == []


def test_a_line_counts_for_every_vacancy_of_its_scope_until_a_narrower_one_replaces_it(tmp_path):
    posts = [hospital(7, positions=2), hospital(8, positions=1), hospital(9, positions=1, employer_id="K2")]
    people = [*PEOPLE, nurse(5, sex="F", occupations=[("2221", 1.0)])]

    pairs, allocation = run(tmp_path, people, posts, "sex,F,*,1", "sex,F,K1,2", "sex,F,8,0")

    # Both women of 7 are kept; at 9, for all, one seat is a woman's; 8 has its own line.
    assert pairs == [(7, 3), (7, 4), (8, 1), (9, 5)]
    assert told(allocation) == [(1, 1, 0), (2, 2, 0), (0, 0, 0)]
    assert [line["vacancies"] for line in allocation["reserves"]] == [1, 1, 1]


def test_two_groups_of_one_column_have_their_own_seats(tmp_path):
    people = [row | {"region": region} for row, region in zip(PEOPLE, ("c", "c", "n", "s"), strict=True)]

    pairs, allocation = run(tmp_path, people, [hospital(7, positions=3)], "region,n,7,1", "region,s,7,1")

    assert pairs == [(7, 1), (7, 3), (7, 4)]
    assert told(allocation) == [(1, 1, 0), (1, 1, 0)]


def test_a_further_column_of_the_candidates_may_name_the_group(tmp_path):
    people = [row | {"school": school} for row, school in zip(PEOPLE, ("x", "x", "x", "y"), strict=True)]

    pairs, _ = run(tmp_path, people, [hospital(7)], "school,y,*,1")

    assert pairs == [(7, 4)]


def test_the_text_has_a_line_for_each_reserve(tmp_path):
    paths = write_seats(tmp_path, PEOPLE, [hospital(7, positions=2)])
    path = reserves(tmp_path, "sex,F,7,1")

    outcome = command(*paths, "--out", tmp_path / "out", "--allocate", "stable", "--reserves", path)

    assert "reserve sex=F, 7: 1 of 1 seats taken by the group, 0 open to all" in outcome.text.splitlines()


def test_very_many_reserves_are_told_in_the_report_only(tmp_path):
    posts = [hospital(number) for number in range(120)]
    paths = write_seats(tmp_path, PEOPLE, posts)
    path = reserves(tmp_path, *(f"sex,F,{number},1" for number in range(120)))

    outcome = command(*paths, "--out", tmp_path / "out", "--allocate", "stable", "--reserves", path)

    assert len(outcome.document["allocation"]["reserves"]) == 120
    assert sum(line.startswith("reserve ") for line in outcome.text.splitlines()) == 100
    assert "20 further lines in report.json" in outcome.text


def test_a_quota_beside_reserves_is_kept_or_refused(tmp_path):
    quotas = tmp_path / "quotas.csv"
    quotas.write_text("group_column,value,scope,min,max\nsex,F,*,1,\n")
    post = hospital(7, positions=2)

    _, allocation = run(tmp_path, PEOPLE, [post], "sex,F,7,1", quotas=quotas)
    assert allocation["quotas"] == [{"quota": "sex=F, *", "min": 1, "max": None, "nominated": 1}]

    with pytest.raises(RuleViolation, match=r"sex=F, \* asks for 1"):
        run(tmp_path, PEOPLE, [post], "sex,M,7,1", quotas=quotas)


REFUSED = [
    (["sex,F,*,1", "sex,F,7,3"], "Row 3 (reserves.csv): 3 seats would be reserved at vacancy 7, of 2 in all."),
    (["sex,F,7,2", "sex,M,*,1"], "Row 3 (reserves.csv): 3 seats would be reserved at vacancy 7, of 2 in all."),
    (["sex,F,*,2"], "Row 2 (reserves.csv): 2 seats would be reserved at vacancy 8, of 1 in all."),
    (["sex,F,K1,999999999"], "Row 2 (reserves.csv): 999999999 seats would be reserved at vacancy 7, of 2 in all."),
    (["sex,F,7,1", "region,n,7,1"],
     "Row 3 (reserves.csv): somebody with region=n is also in the group of row 2 (reserves.csv) (1 in all)."),
    (["sex,F,7,1", "sex,M,7,0", "sex,F,7,1"],
     "Row 4 (reserves.csv): seats for sex=F, 7 are reserved in row 2 already."),
    (["sex,X,7,1"], "Row 2 (reserves.csv): no candidate has sex X."),
    (["colour,red,7,1"], "Row 2 (reserves.csv): the candidates have no column colour that can be used here."),
    (["skills,a,7,1"], "Row 2 (reserves.csv): the candidates have no column skills that can be used here."),
    (["sex,F,77,1"], "Row 2 (reserves.csv): 77 is neither a vacancy nor an employer."),
    (["sex,F,,1"], "Row 2 (reserves.csv): - is neither a vacancy nor an employer."),
    (["sex,F,7,"], "Row 2 (reserves.csv): seats is -, which is not a whole number of 0 or more."),
    (["sex,F,7,-1"], "Row 2 (reserves.csv): seats is -1, which"),
    (["sex,F,7,1.5"], "Row 2 (reserves.csv): seats is 1.5, which"),
    (["sex,F,7,²"], "Row 2 (reserves.csv): seats is ², which"),
    (["sex,F,7," + 5000 * "9"], "Row 2 (reserves.csv): seats is 9999"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "sentence"), REFUSED)
def test_reserves_that_can_not_be_kept_are_refused_with_the_line(tmp_path, lines, sentence):
    people = [BEN, CID, ANA | {"region": "n"}, DIA]
    posts = [hospital(7, positions=2), hospital(8)]

    with pytest.raises(InputError) as refused:
        run(tmp_path, people, posts, *lines)

    assert refused.value.sentence().startswith(sentence)
    assert refused.value.hint
    assert refused.value.exit_code == 3
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("schools", [[["x"], ["y"]], [{"name": "x"}, {"name": "y"}]])
def test_a_further_column_of_lists_is_no_group(tmp_path, schools):
    paths = write_seats(tmp_path, [BEN, ANA], [hospital(7)], suffix="parquet")
    pl.read_parquet(paths[0]).with_columns(pl.Series("school", schools)).write_parquet(paths[0])

    with pytest.raises(InputError, match="have no column school that can be used here"):
        match_files(*paths, out=tmp_path / "out", allocate="stable", reserves=reserves(tmp_path, "school,x,7,1"))


def test_a_file_without_the_column_or_the_file_itself_is_refused(tmp_path):
    paths = write_seats(tmp_path, PEOPLE, [hospital(7)])
    (tmp_path / "short.csv").write_text("group_column,value,seats\nsex,F,1\n")

    with pytest.raises(InputError, match=r"short\.csv has no column scope"):
        match_files(*paths, out=tmp_path / "out", allocate="stable", reserves=tmp_path / "short.csv")
    with pytest.raises(DataUnavailable, match="does not exist"):
        match_files(*paths, out=tmp_path / "out", allocate="stable", reserves=tmp_path / "none.csv")
    with pytest.raises(InputError, match="is not a readable CSV file"):
        match_files(*paths, out=tmp_path / "out", allocate="stable", reserves=tmp_path)


@pytest.mark.parametrize("aim", ["none", "optimal", "balanced"])
def test_reserves_are_kept_by_stable_allocations_only(tmp_path, aim):
    with pytest.raises(RuleViolation) as refused:
        run(tmp_path, PEOPLE, [hospital(7)], "sex,F,7,1", allocate=aim)

    assert refused.value.sentence() == f"--reserves is kept by --allocate stable only; --allocate {aim} was asked for."
    assert refused.value.advice() == "Allocate by stable, or leave --reserves out."
    assert refused.value.exit_code == 4
    assert not (tmp_path / "out").exists()


def test_the_command_ends_with_the_code_and_leaves_nothing(tmp_path, capsys):
    paths = write_seats(tmp_path, PEOPLE, [hospital(7)])
    asked = ["match", *map(str, paths), "--out", str(tmp_path / "out"), "--reserves"]
    path = str(reserves(tmp_path, "sex,F,7,2"))

    assert main([*asked, path, "--allocate", "stable"]) == 3
    assert main([*asked, path, "--allocate", "optimal"]) == 4
    assert main([*asked, path, "--allocate", "stable", "--compare"]) == 4
    assert len(capsys.readouterr().err.splitlines()) == 6
    assert not (tmp_path / "out").exists()


def test_two_empty_files_have_no_reserve_to_keep(tmp_path):
    pairs, allocation = run(tmp_path, [], [])

    assert (pairs, allocation["reserves"]) == ([], [])
