"""Households in the command: together in one place or not at all, by hand; and what does not combine with them."""

import polars as pl
import pytest

from corridor.batch import match_households, match_ranking
from corridor.batch.match import match_files
from corridor.cli import main
from corridor.kernel.errors import InputError, RuleViolation
from tests.factories.matching_files import hospital, nurse, write_seats
from tests.unit.batch.test_match import command

# Ana has skill b only and scores .95 at a vacancy that asks for it, .3 at one that asks for a; for Ben it is a.
ANA = nurse(1, skills=["b"], household_id="H1", occupations=[("2221", 3.0)])
BEN = nurse(2, skills=["a"], household_id="H1", occupations=[("2221", 3.0)])
IN_FRANCE = hospital(7, essential_skills=["b"], country="FRA")
IN_GERMANY = hospital(8, positions=2)


def run(folder, people, vacancies, *, households="country", suffix="csv", **more):
    """Match with households; return the pairs by vacancy and the allocation of the report."""
    paths = write_seats(folder, people, vacancies, suffix=suffix)
    settings = {"allocate": "optimal", "households": households} | more
    report = match_files(*paths, out=folder / "out", **settings)
    pairs = pl.read_parquet(report.allocation_file).select("vacancy_id", "candidate_id").rows()
    return sorted(pairs), report.document["allocation"]


def test_a_couple_goes_to_one_country_though_one_of_them_fits_better_in_another_by_hand(tmp_path):
    alone = [ANA | {"household_id": "H1"}, BEN | {"household_id": "H2"}]
    (tmp_path / "alone").mkdir()

    pairs, allocation = run(tmp_path, [ANA, BEN], [IN_FRANCE, IN_GERMANY])
    apart, _ = run(tmp_path / "alone", alone, [IN_FRANCE, IN_GERMANY])

    assert pairs == [(8, 1), (8, 2)]
    assert apart == [(7, 1), (8, 2)]
    # Same occupation .25 and three of five years .06; Ben has all skills, Ana none.
    assert allocation["total_score"] == pytest.approx(0.96 + 0.31)
    assert (allocation["gap"], allocation["objective"]) == (0, "optimal")
    assert allocation["bound"] == pytest.approx(1.27)
    assert allocation["households"] == {
        "together_in": "country",
        "count": 1,
        "members": 2,
        "placed": 1,
        "members_placed": 2,
        "left": 0,
        "left_without_common_place": 0,
        "blocking_households": 0,
        "not_listed": 0,
        "each": [{"household": "H1", "members": 2, "place": "DEU"}],
    }


def test_a_household_without_a_place_for_all_is_left_whole_by_hand(tmp_path):
    pairs, allocation = run(tmp_path, [ANA, BEN], [IN_FRANCE, hospital(8)])

    assert pairs == []
    households = allocation["households"]
    assert (households["placed"], households["left"]) == (0, 1)
    # Both are listed in Germany, where there is one seat.
    assert households["left_without_common_place"] == 0
    assert households["each"] == [{"household": "H1", "members": 2, "place": None}]


def test_a_household_that_is_nowhere_listed_together_is_counted(tmp_path):
    people = [ANA | {"destinations": ["FRA"]}, BEN | {"destinations": ["DEU"]}]

    pairs, allocation = run(tmp_path, people, [IN_FRANCE, IN_GERMANY])

    assert pairs == []
    assert allocation["households"]["left_without_common_place"] == 1


def test_an_id_that_one_candidate_has_means_nobody_else(tmp_path):
    people = [ANA, BEN, nurse(3, household_id="H9"), nurse(4)]

    pairs, allocation = run(tmp_path, people, [IN_FRANCE, hospital(8, positions=4)])

    assert (allocation["households"]["count"], allocation["households"]["members"]) == (1, 2)
    assert pairs == [(8, 1), (8, 2), (8, 3), (8, 4)]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_together_in_one_region_is_narrower_than_in_one_country(tmp_path, suffix):
    north, south = hospital(7, region="north", essential_skills=["b"]), hospital(8, region="south")
    (tmp_path / "country").mkdir()

    by_country, _ = run(tmp_path / "country", [ANA, BEN], [north, south])
    by_region, allocation = run(tmp_path, [ANA, BEN], [north, south], households="region", suffix=suffix)

    assert by_country == [(7, 1), (8, 2)]
    assert by_region == []
    assert allocation["households"]["together_in"] == "region"


def test_a_vacancy_without_a_region_takes_no_household_and_takes_who_is_alone(tmp_path):
    posts = [hospital(7, positions=2, region=None), hospital(8, positions=1, region="north")]

    pairs, allocation = run(tmp_path, [ANA, BEN, nurse(3)], posts, households="region")

    assert [candidate for _, candidate in pairs] == [3]
    assert allocation["households"]["left_without_common_place"] == 0


def test_group_means_stand_beside_households(tmp_path):
    people = [ANA | {"sex": "F"}, BEN | {"sex": "M"}]

    _, allocation = run(tmp_path, people, [IN_FRANCE, IN_GERMANY])

    assert [(line["group"], line["nominated"]) for line in allocation["groups"]] == [("sex=F", 1), ("sex=M", 1)]
    assert allocation["groups"][1]["mean_score"] == pytest.approx(0.96)


def test_the_text_has_a_line_for_households(tmp_path):
    paths = write_seats(tmp_path, [ANA, BEN], [IN_FRANCE, IN_GERMANY])

    outcome = command(*paths, "--out", tmp_path / "out", "--allocate", "optimal", "--households", "country")

    assert (
        "households in one country: 1 of 1 placed (2 people), 0 left, 0 of them without a country where all are listed;"
        " 0 would rather be elsewhere and would be taken"
    ) in outcome.text.splitlines()
    assert outcome.document["parameters"]["households"] == "country"


def test_very_many_households_are_counted_and_the_first_ones_listed(tmp_path, monkeypatch):
    monkeypatch.setattr(match_households, "MOST_LISTED", 2)
    people = [nurse(number, household_id=f"H{number // 2}") for number in range(8)]

    _, allocation = run(tmp_path, people, [hospital(7, positions=8)])

    assert [line["household"] for line in allocation["households"]["each"]] == ["H0", "H1"]
    assert (allocation["households"]["count"], allocation["households"]["not_listed"]) == (4, 2)


def test_a_market_in_pieces_gives_the_same_households(tmp_path, monkeypatch):
    people = [nurse(n, household_id=f"H{n // 3}", skills=["a", "b"][: 1 + n % 2]) for n in range(12)]
    posts = [hospital(7, positions=4), hospital(8, positions=5, country="FRA", essential_skills=["a", "b"])]
    (tmp_path / "pieces").mkdir()
    once = run(tmp_path, people, posts)
    monkeypatch.setattr(match_ranking, "ROWS_PER_PIECE", 4)
    monkeypatch.setattr(match_ranking, "SMALL_PAIRS", -1)

    assert run(tmp_path / "pieces", people, posts) == once


def test_numbers_as_ids_of_households_are_texts(tmp_path):
    paths = write_seats(tmp_path, [ANA, BEN], [IN_GERMANY], suffix="parquet")
    pl.read_parquet(paths[0]).with_columns(pl.Series("household_id", [5, 5])).write_parquet(paths[0])

    report = match_files(*paths, out=tmp_path / "out", allocate="optimal", households="country")

    assert report.document["allocation"]["households"]["each"][0]["household"] == "5"


def test_without_any_household_the_option_is_refused(tmp_path):
    people = [row | {"household_id": None} for row in (ANA, BEN)]

    with pytest.raises(InputError, match=r"No candidate of candidates\.csv has a household_id") as refused:
        run(tmp_path, people, [IN_GERMANY])

    assert refused.value.exit_code == 3
    assert not (tmp_path / "out").exists()


def test_without_regions_of_vacancies_the_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"vacancies\.csv has no column region") as refused:
        run(tmp_path, [ANA, BEN], [IN_GERMANY], households="region")

    assert "by country" in refused.value.hint
    assert not (tmp_path / "out").exists()


def test_regions_that_are_no_text_are_refused(tmp_path):
    paths = write_seats(tmp_path, [ANA, BEN], [IN_GERMANY], suffix="parquet")
    pl.read_parquet(paths[1]).with_columns(pl.Series("region", [["north"]])).write_parquet(paths[1])

    with pytest.raises(InputError, match=r"\(vacancies\.parquet\): region holds List\(String\), which is not text"):
        match_files(*paths, out=tmp_path / "out", allocate="optimal", households="region")


def test_an_unknown_place_is_refused(tmp_path):
    with pytest.raises(InputError, match="by country or by region, not by street"):
        run(tmp_path, [ANA, BEN], [IN_GERMANY], households="street")


@pytest.mark.parametrize("aim", ["none", "stable", "balanced"])
def test_households_are_kept_by_optimal_allocations_only(tmp_path, aim):
    with pytest.raises(RuleViolation, match=f"--households is kept by --allocate optimal only; --allocate {aim} was"):
        run(tmp_path, [ANA, BEN], [IN_GERMANY], allocate=aim)

    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", ["quotas", "tracks"])
def test_households_do_not_combine_with_quotas_and_tracks(tmp_path, option):
    with pytest.raises(RuleViolation) as refused:
        run(tmp_path, [ANA, BEN], [IN_GERMANY], **{option: tmp_path / "any"})

    assert refused.value.sentence() == f"--households and --{option} can not be kept in one allocation."
    assert refused.value.hint
    assert refused.value.exit_code == 4


def test_households_and_reserves_are_refused_whatever_the_aim(tmp_path):
    for aim in ("stable", "optimal"):
        with pytest.raises(RuleViolation, match="--households and --reserves can not be kept in one allocation"):
            run(tmp_path, [ANA, BEN], [IN_GERMANY], allocate=aim, reserves=tmp_path / "any")


def test_the_command_ends_with_the_code_and_leaves_nothing(tmp_path, capsys):
    paths = write_seats(tmp_path, [ANA, BEN], [IN_GERMANY])
    asked = ["match", *map(str, paths), "--out", str(tmp_path / "out"), "--households"]

    assert main([*asked, "region", "--allocate", "optimal"]) == 3
    assert main([*asked, "country", "--allocate", "stable"]) == 4
    assert main([*asked, "country", "--allocate", "optimal", "--compare"]) == 4
    assert len(capsys.readouterr().err.splitlines()) == 6
    assert not (tmp_path / "out").exists()


def test_two_empty_files_have_no_household_to_place(tmp_path):
    pairs, allocation = run(tmp_path, [], [])

    assert pairs == []
    assert allocation["households"]["count"] == 0
    assert allocation["total_score"] == 0
