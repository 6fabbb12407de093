"""Home and away tracks in the command: by hand, like the engine's own, and refused with file, line and value."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from corridor.batch.match import match_files
from corridor.batch.match_home_away import kept_to_tracks, tracks_of
from corridor.batch.match_layout import CANDIDATES, VACANCIES
from corridor.batch.match_store import store_from_tables
from corridor.batch.match_tables import read_table
from corridor.batch.match_tracks import read_tracks
from corridor.cli import main
from corridor.engines.matching import choice_from, rank
from corridor.engines.matching.seats.tracks import Cohort, OutflowCap, Track, with_tracks
from corridor.engines.matching.types import Options
from corridor.kernel.errors import DataUnavailable, InputError, RuleViolation
from tests.factories.matching_files import hospital, nurse, write_seats
from tests.unit.batch.test_match import command

HOME = hospital(1, country="MAR", positions=6, occupation=None)
AWAY = hospital(2, country="DEU", positions=6)
# All score .65 at home, where no occupation is asked for, and more away: .9 and two hundredths per year.
SIX = [nurse(n, occupations=[("2221", 5.0 - 0.5 * n)]) for n in range(6)]


def cohort_of_six(tracks=(None,) * 6, **columns):
    """Return six people with their tracks and further columns."""
    return [
        row | {"track": track} | {name: values[n] for name, values in columns.items()}
        for n, (row, track) in enumerate(zip(SIX, tracks, strict=True))
    ]


def written(folder, *lines):
    """Write a file of tracks."""
    path = folder / "tracks.yaml"
    path.write_text("\n".join(["version: 1", *lines]) + "\n", encoding="utf-8")
    return path


def run(folder, people, vacancies, *lines, **more):
    """Match with tracks; return who is nominated where, and the allocation of the report."""
    paths = write_seats(folder, people, vacancies)
    settings = {"allocate": "optimal", "tracks": written(folder, *lines)} | more
    report = match_files(*paths, out=folder / "out", **settings)
    frame = pl.read_parquet(report.allocation_file)
    nominated = {post["vacancy_id"]: [] for post in vacancies}
    for post, person in frame.select("vacancy_id", "candidate_id").sort("candidate_id").rows():
        nominated[post].append(person)
    return nominated, report.document["allocation"]


def test_people_are_nominated_on_their_own_track_only_by_hand(tmp_path):
    people = cohort_of_six(["home", "away", "both", None, "home", "away"])

    nominated, allocation = run(tmp_path, people, [HOME, AWAY])

    assert nominated == {1: [0, 4], 2: [1, 2, 3, 5]}
    assert (allocation["cohorts"], allocation["caps"], allocation["gap"]) == ([], [], 0)


def test_nobody_of_the_other_track_takes_a_seat_that_is_left_by_hand(tmp_path):
    only_home, only_away = cohort_of_six(["home"] * 6), cohort_of_six(["away"] * 6)
    for name in ("home", "away"):
        (tmp_path / name).mkdir()

    assert run(tmp_path / "home", only_home, [AWAY])[0] == {2: []}
    assert run(tmp_path / "away", only_away, [HOME])[0] == {1: []}


def test_a_least_home_share_keeps_people_at_home_by_hand(tmp_path):
    nominated, allocation = run(
        tmp_path, cohort_of_six(), [HOME, AWAY], "cohorts:", "- label: Class of 2026", "  least_home_share: 0.5"
    )

    assert nominated == {1: [3, 4, 5], 2: [0, 1, 2]}
    assert allocation["cohorts"] == [
        {
            "cohort": "Class of 2026",
            "people": 6,
            "home_seats": None,
            "home": 3,
            "away_seats": None,
            "away": 3,
            "least_home_share": 0.5,
            "home_share": 0.5,
        }
    ]
    document = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert document["limit_files"]["tracks"]["file"] == "tracks.yaml"


def test_seats_of_both_tracks_are_capacities_of_the_cohort_by_hand(tmp_path):
    people = cohort_of_six(school=["x"] * 5 + ["y"])

    nominated, allocation = run(
        tmp_path, people, [HOME, AWAY], "cohorts:", "- {group_column: school, value: x, home_seats: 1, away_seats: 2}"
    )

    # The sixth person is of another cohort and may still leave.
    assert (len(nominated[1]), nominated[2]) == (1, [0, 1, 5])
    assert [(line["cohort"], line["home"], line["away"]) for line in allocation["cohorts"]] == [("school=x", 1, 2)]
    assert allocation["quotas"] == []


def test_outflow_caps_let_no_more_leave_by_hand(tmp_path):
    occupations = [[("2221", 5.0 - 0.5 * n), ("5120" if n > 2 else "2310", 5.0)] for n in range(6)]
    people = cohort_of_six(occupations=occupations, region=["n", "n", "n", "s", "s", "s"])

    nominated, allocation = run(
        tmp_path, people, [HOME, AWAY],
        "caps:", "- {label: nurses, occupation: 2221, most: 3}", "- {occupation: '51', most: 1}",
        "- {region: n, most: 2}",
    )  # fmt: skip

    assert nominated == {1: [2, 4, 5], 2: [0, 1, 3]}
    assert allocation["caps"] == [
        {"cap": "nurses", "people": 6, "most": 3, "away": 3},
        {"cap": "occupation=51", "people": 3, "most": 1, "away": 1},
        {"cap": "region=n", "people": 3, "most": 2, "away": 2},
    ]


def test_a_cap_of_several_values_counts_who_has_all_of_them(tmp_path):
    people = cohort_of_six(region=["n", "n", "n", "s", "s", "s"])

    nominated, allocation = run(
        tmp_path, people, [HOME, AWAY], "caps:", "- {occupation: '2221', region: n, country: MAR, most: 0}"
    )

    assert nominated == {1: [0, 1, 2], 2: [3, 4, 5]}
    assert allocation["caps"][0]["cap"] == "occupation=2221, region=n, country=MAR"


def test_home_is_the_own_country_of_everybody(tmp_path):
    people = [
        row | {"country": country, "track": track}
        for row, country, track in zip(
            SIX, ["MAR", "MAR", "TUN", "TUN", "TUN", "SEN"], ["home", None, "home", None, "away", "home"], strict=True
        )
    ]
    tunis = hospital(3, country="TUN", positions=6, occupation=None)

    nominated, allocation = run(
        tmp_path, people, [HOME, AWAY, tunis], "caps:", "- {country: MAR, most: 0}", "- {country: TUN, most: 1}"
    )

    # Person 4 of Tunis is the better one away; 1 stays in Morocco, and nothing is home to the one from Senegal.
    assert nominated == {1: [0, 1], 2: [4], 3: [2, 3]}
    assert [(line["cap"], line["away"]) for line in allocation["caps"]] == [("country=MAR", 0), ("country=TUN", 1)]


def test_a_vacancy_without_a_country_counts_as_away(tmp_path):
    people = cohort_of_six(["home"] * 5 + [None])

    nominated, _ = run(tmp_path, people, [AWAY | {"country": None}], "caps:", "- {country: MAR, most: 1}")

    assert nominated == {2: [5]}


def test_quotas_are_kept_beside_tracks_and_told_alone(tmp_path):
    people = cohort_of_six(sex=["M"] * 4 + ["F"] * 2)
    quotas = tmp_path / "quotas.csv"
    quotas.write_text("group_column,value,scope,min,max\nsex,F,2,2,\n")

    nominated, allocation = run(
        tmp_path, people, [HOME, AWAY], "cohorts:", "- {away_seats: 3, home_seats: 3}", quotas=quotas
    )

    assert nominated == {1: [1, 2, 3], 2: [0, 4, 5]}
    assert allocation["quotas"] == [{"quota": "sex=F, 2", "min": 2, "max": None, "nominated": 2}]
    with pytest.raises(RuleViolation, match="the nearest one lacks 1 nominations for sex=F, 2"):
        run(tmp_path, people, [HOME, AWAY], "caps:", "- {country: MAR, most: 1}", quotas=quotas)


def test_the_text_has_a_line_for_each_cohort_and_cap(tmp_path):
    paths = write_seats(tmp_path, cohort_of_six(), [HOME, AWAY])
    path = written(
        tmp_path, "cohorts:", "- {label: A, home_seats: 4, away_seats: 2, least_home_share: 0.6}",
        "- {label: B, away_seats: 6}", "caps:", "- {label: nurses, occupation: 2221, most: 5}",
    )  # fmt: skip

    outcome = command(*paths, "--out", tmp_path / "out", "--allocate", "optimal", "--tracks", path)

    assert outcome.text.splitlines()[3:6] == [
        "cohort A: 4 at home of 4 seats, 2 away of 2 seats, 66.67% at home, at least 60.00% at home asked",
        "cohort B: 4 at home, 2 away of 6 seats, 66.67% at home",
        "cap nurses: 2 of 6 people away, at most 5",
    ]


def test_a_cohort_with_no_nominations_has_no_share(tmp_path):
    _, allocation = run(tmp_path, cohort_of_six(), [AWAY], "cohorts:", "- {label: A, least_home_share: 1}")

    assert allocation["cohorts"][0]["home_share"] is None
    assert allocation["nominated"] == 0


def test_one_country_of_origin_gives_the_choice_of_the_engine(tmp_path):
    tracks = [Track.HOME, Track.AWAY, Track.BOTH, None, None, Track.AWAY]
    people = cohort_of_six([track and track.value for track in tracks], region=["n", "n", "n", "s", "s", "s"])
    paths = write_seats(tmp_path, people, [HOME, AWAY])
    rows = read_tracks(
        written(
            tmp_path,
            "cohorts:",
            "- {label: A, home_seats: 3, away_seats: 2, least_home_share: 0.25}",
            "caps:",
            "- {label: north, region: n, most: 1}",
        )
    )
    tables = read_table(paths[0], CANDIDATES), read_table(paths[1], VACANCIES)
    store = store_from_tables(*tables)
    choice = choice_from(store, rank(store, Options()))

    kept = kept_to_tracks(choice, tracks_of(rows, store, tables[0]))

    expected = with_tracks(
        choice,
        at_home=np.array([True, False]),
        track=tracks,
        cohorts=[Cohort("A", np.ones(6, np.bool_), 3, 2, 0.25)],
        caps=[OutflowCap("north", "n", 1)],
        origin=np.array(["n", "n", "n", "s", "s", "s"]),
    )
    assert (kept.vacancy.tolist(), kept.candidate.tolist()) == (expected.vacancy.tolist(), expected.candidate.tolist())
    for mine, theirs in zip((*kept.quotas, *kept.shares), (*expected.quotas, *expected.shares), strict=True):
        assert (mine.people == theirs.people).all()
        assert (mine.posts == theirs.posts).all()
        assert replace(mine, people=None, posts=None) == replace(theirs, people=None, posts=None)


REFUSED = [
    (["cohorts:", "- {label: A}"], "tracks.yaml, line 3, cohorts.0: the cohort has neither seats nor a least home"),
    (["cohorts:", "- {home_seats: -1}"], "tracks.yaml, line 3, cohorts.0.home_seats: -1 is less than the minimum"),
    (["cohorts:", "- {home_seats: 1.5}"], "tracks.yaml, line 3, cohorts.0.home_seats: 1.5 is not of type 'integer'"),
    (["cohorts:", "- home_seats: 2", "  least_home_share: 1.2"],
     "tracks.yaml, line 4, cohorts.0.least_home_share: 1.2"),
    (["cohorts:", "- {least_home_share: .nan}"], "tracks.yaml, line 3, cohorts.0.least_home_share: nan is not a share"),
    (["cohorts:", "- {group_column: sex, home_seats: 2}"], "tracks.yaml, line 3, cohorts.0: 'value' is a dependency"),
    (["cohorts:", "- {group_column: sex, value: X, home_seats: 2}"], "Row 3 (tracks.yaml): no candidate has sex X."),
    (["cohorts:", "- {group_column: colour, value: X, home_seats: 2}"],
     "Row 3 (tracks.yaml): the candidates have no column colour that can be used here."),
    (["cohort:", "- {home_seats: 2}"], "tracks.yaml, line 1, file: Additional properties are not allowed ('cohort'"),
    (["caps:", "- {most: 2}"], "tracks.yaml, line 3, caps.0: the cap names nobody."),
    (["caps:", "- {region: north}"], "tracks.yaml, line 3, caps.0: 'most' is a required property"),
    (["caps:", "- {region: north, most: -1}"], "tracks.yaml, line 3, caps.0.most: -1 is less than the minimum"),
    (["caps:", "- {region: south, most: 1}"], "Row 3 (tracks.yaml): no candidate has region south."),
    (["caps:", "- {occupation: '2222', most: 1}"], "Row 3 (tracks.yaml): no candidate has occupation 2222."),
    (["caps:", "- {occupation: '2221.1', most: 1}"], "Row 3 (tracks.yaml): no candidate has occupation 2221.1."),
    (["caps:", "- {occupation: nurse, most: 1}"], "tracks.yaml, line 3, caps.0.occupation: "),
    (["caps:", "- {occupation: 11, most: 1}"], "tracks.yaml, line 3, caps.0.occupation: "),
    (["caps:", "- {country: TUN, region: north, most: 1}"],
     "Row 3 (tracks.yaml): nobody stands under the cap region=north, country=TUN."),
    (["caps:", "- {occupation: 2221, most: 1}"],
     "Row 3 (tracks.yaml): the people of occupation=2221 are to come from one country, and come from: MAR, TUN, -."),
    (["cohorts:", "- {label: All, home_seats: 1}"],
     "Row 3 (tracks.yaml): the people of All are to come from one country, and come from: MAR, TUN, -."),
    (["caps: [", "  most"], "tracks.yaml, line 4: this is not valid YAML"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "sentence"), REFUSED)
def test_tracks_that_can_not_be_kept_are_refused_with_line_and_value(tmp_path, lines, sentence):
    people = cohort_of_six(region=["north"] * 6, country=["MAR"] * 4 + ["TUN", None], sex=["F"] * 6)
    people[4]["region"] = people[5]["region"] = None

    with pytest.raises(InputError) as refused:
        run(tmp_path, people, [HOME, AWAY], *lines)

    assert refused.value.sentence().startswith(sentence)
    assert refused.value.hint
    assert refused.value.exit_code == 3
    assert not (tmp_path / "out").exists()


def test_a_file_without_a_version_or_no_file_is_refused(tmp_path):
    paths = write_seats(tmp_path, SIX, [HOME])
    (tmp_path / "old.yaml").write_text("caps: []\n")

    with pytest.raises(InputError, match=r"old\.yaml, line 1, file: 'version' is a required property"):
        match_files(*paths, out=tmp_path / "out", allocate="optimal", tracks=tmp_path / "old.yaml")
    with pytest.raises(DataUnavailable, match="does not exist"):
        match_files(*paths, out=tmp_path / "out", allocate="optimal", tracks=tmp_path / "none.yaml")


CELLS = [
    ({"track": "abroad"}, "Row 4 (candidates.csv): track holds abroad, which is neither home, away nor both."),
    ({"track": "Home"}, "Row 4 (candidates.csv): track holds Home, which is neither home, away nor both."),
    ({"track": "home", "country": None}, "Row 4 (candidates.csv): the country is empty, and the track home depends"),
]


@pytest.mark.parametrize(("change", "sentence"), CELLS)
def test_a_track_that_is_none_is_refused_with_row_and_value_and_only_where_tracks_count(tmp_path, change, sentence):
    people = [*SIX[:2], SIX[2] | change]

    with pytest.raises(InputError) as refused:
        run(tmp_path, people, [HOME, AWAY], "caps: []")

    assert refused.value.sentence().startswith(sentence)
    assert not (tmp_path / "out").exists()
    assert match_files(tmp_path / "candidates.csv", tmp_path / "vacancies.csv", out=tmp_path / "out", allocate="stable")


@pytest.mark.parametrize("aim", ["none", "stable", "balanced"])
def test_tracks_are_kept_by_optimal_allocations_only(tmp_path, aim):
    with pytest.raises(RuleViolation, match=f"--tracks is kept by --allocate optimal only; --allocate {aim} was"):
        run(tmp_path, SIX, [HOME], allocate=aim)

    assert not (tmp_path / "out").exists()


def test_tracks_and_reserves_are_refused_together(tmp_path):
    with pytest.raises(RuleViolation, match="--reserves and --tracks can not be kept in one allocation"):
        run(tmp_path, SIX, [HOME], reserves=tmp_path / "any")


def test_the_command_ends_with_the_code_and_leaves_nothing(tmp_path, capsys):
    paths = write_seats(tmp_path, SIX, [HOME])
    asked = ["match", *map(str, paths), "--out", str(tmp_path / "out"), "--tracks"]

    assert main([*asked, str(written(tmp_path, "caps:", "- {most: 1}")), "--allocate", "optimal"]) == 3
    assert main([*asked, str(written(tmp_path, "caps: []")), "--allocate", "balanced"]) == 4
    assert main([*asked, str(written(tmp_path, "caps: []")), "--allocate", "optimal", "--compare"]) == 4
    assert len(capsys.readouterr().err.splitlines()) == 6
    assert not (tmp_path / "out").exists()


def test_two_empty_files_keep_tracks_without_cohorts(tmp_path):
    nominated, allocation = run(tmp_path, [], [], "cohorts: []")

    assert (nominated, allocation["cohorts"]) == ({}, [])


def test_the_file_of_the_guide_can_be_read(tmp_path):
    guide = (Path(__file__).parents[3] / "docs" / "how-to" / "match-files.md").read_text(encoding="utf-8")
    (tmp_path / "tracks.yaml").write_text(guide.split("```yaml\n")[1].split("```")[0], encoding="utf-8")

    rows = read_tracks(tmp_path / "tracks.yaml")

    assert [(row.label, row.home_seats, row.away_seats, row.least_home_share) for row in rows.cohorts] == [
        ("Class of 2026", 40, 25, 0.5)
    ]
    assert [(row.label, row.most) for row in rows.caps] == [("nurses of Fes", 10), ("country=MAR", 60)]
