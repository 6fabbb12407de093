"""Home and away tracks, least home shares and outflow caps."""

import numpy as np
import pytest

from corridor.engines.matching import Objective, allocate
from corridor.engines.matching.seats.tracks import Cohort, OutflowCap, Track, with_tracks
from corridor.kernel.errors import InputError
from tests.factories.matching_seats import choice_of

HOME, AWAY = 0, 1


def cohort_of_six(track=None, **more):
    """Return six people who all score higher away; one vacancy at home and one away, six seats each."""
    pairs = [(HOME, c, 300_000) for c in range(6)] + [(AWAY, c, 900_000 - 10_000 * c) for c in range(6)]
    choice = choice_of(pairs, [6, 6], 6)
    return with_tracks(choice, at_home=np.array([True, False]), track=track or [None] * 6, **more)


def away(result):
    """Return who is nominated away."""
    return result.candidate[result.vacancy == AWAY].tolist()


def test_people_are_nominated_on_their_own_track_only():
    choice = cohort_of_six([Track.HOME, Track.AWAY, Track.BOTH, None, Track.HOME, Track.AWAY])

    result = allocate(choice, Objective.STABLE)

    assert away(result) == [1, 2, 3, 5]


def test_a_least_home_share_keeps_people_at_home():
    cohort = Cohort("2026", np.ones(6, np.bool_), least_home_share=0.5)

    result = allocate(cohort_of_six(cohorts=[cohort]), Objective.OPTIMAL)

    assert away(result) == [0, 1, 2]
    assert [(line.nominated, line.among, line.is_kept) for line in result.shares] == [(3, 6, True)]


def test_seats_of_both_tracks_are_capacities_of_the_cohort():
    cohort = Cohort("2026", np.arange(6) < 5, home_seats=1, away_seats=2)

    result = allocate(cohort_of_six(cohorts=[cohort]), Objective.OPTIMAL)

    # The sixth person is of another cohort and may still leave.
    assert away(result) == [0, 1, 5]
    assert [(line.label, line.nominated) for line in result.quotas] == [("2026, home", 1), ("2026, away", 2)]


def test_an_outflow_cap_lets_no_more_leave():
    origin = np.array(["nurse", "nurse", "nurse", "cook", "cook", "cook"])
    caps = [OutflowCap("nurses", "nurse", 1), OutflowCap("cooks", "cook", 2)]

    result = allocate(cohort_of_six(caps=caps, origin=origin), Objective.OPTIMAL)

    assert away(result) == [0, 3, 4]
    assert len(result.candidate) == 6


@pytest.mark.parametrize(("value", "most"), [("nurse", -1), ("smith", 3)])
def test_a_cap_that_can_not_be_meant_is_refused(value, most):
    origin = np.array(["nurse"] * 6)

    with pytest.raises(InputError, match=f"lets {most} people leave"):
        cohort_of_six(caps=[OutflowCap("cap", value, most)], origin=origin)


def test_a_cap_without_a_column_is_refused():
    with pytest.raises(InputError, match="0 candidates have nurse"):
        cohort_of_six(caps=[OutflowCap("cap", "nurse", 1)])


def test_tracks_of_another_length_are_refused():
    with pytest.raises(InputError, match="name 2 people and 2 vacancies, not 6 and 2"):
        cohort_of_six([Track.HOME, Track.AWAY])
