"""Home and away tracks of one cohort: seats of both, a least share at home, and caps on who leaves.

A dual-track scheme trains people for the labour market at home and for partner countries. The same cohort fills home
seats and away seats; the least home share and the outflow caps per occupation, region or country of origin are hard
limits, a guard against brain drain.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.allocation import Choice, Quota, Share
from corridor.engines.matching.types import Flags
from corridor.kernel.errors import N_, InputError


class Track(StrEnum):
    """The track that a candidate takes part in; what is not given counts as both."""

    HOME = "home"
    AWAY = "away"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Cohort:
    """People of one cohort with the seats of its tracks; None is no limit beside the positions."""

    label: str
    people: Flags
    home_seats: int | None = None
    away_seats: int | None = None
    least_home_share: float | None = None


@dataclass(frozen=True, slots=True)
class OutflowCap:
    """How many of the people with one value may be nominated away, such as nurses, a region or a country of origin."""

    label: str
    value: str
    most: int


def with_tracks(
    choice: Choice,
    *,
    at_home: Flags,
    track: Sequence[Track | None],
    cohorts: Sequence[Cohort] = (),
    caps: Sequence[OutflowCap] = (),
    origin: npt.NDArray[np.str_] | None = None,
) -> Choice:
    """Return the choice kept to tracks: pairs of the wrong track are left out, seats, shares and caps become limits.

    Parameters
    ----------
    at_home : (vacancies,) True where the seat is in the country of origin
    track : (people,) the track of everybody; None counts as both
    cohorts, caps : the limits; together they are kept by `optimal` and `balanced`
    origin : (people,) the value that caps name, such as the occupation

    Raises
    ------
    InputError : columns of another length, a cap below 0, or a cap on a value that nobody has
    """
    refuse_lengths(choice, at_home, len(track))
    home_only = np.array([each is Track.HOME for each in track], np.bool_)
    away_only = np.array([each is Track.AWAY for each in track], np.bool_)
    is_home = at_home[choice.vacancy]
    fits = np.where(is_home, ~away_only[choice.candidate], ~home_only[choice.candidate])
    quotas = [quota for cohort in cohorts for quota in seats_of(cohort, at_home)]
    return replace(
        choice,
        vacancy=choice.vacancy[fits],
        candidate=choice.candidate[fits],
        micro=choice.micro[fits],
        quotas=(*choice.quotas, *quotas, *caps_of(caps, origin, at_home)),
        shares=(*choice.shares, *shares_of(cohorts, at_home)),
    )


def seats_of(cohort: Cohort, at_home: Flags) -> list[Quota]:
    """Return the seats of the two tracks as quotas."""
    sides = (("home", at_home, cohort.home_seats), ("away", ~at_home, cohort.away_seats))
    return [
        Quota(f"{cohort.label}, {name}", cohort.people, posts, None, seats)
        for name, posts, seats in sides
        if seats is not None
    ]


def shares_of(cohorts: Sequence[Cohort], at_home: Flags) -> list[Share]:
    """Return the least home shares."""
    return [
        Share(f"{cohort.label}, home", cohort.people, at_home, cohort.least_home_share)
        for cohort in cohorts
        if cohort.least_home_share is not None
    ]


def caps_of(caps: Sequence[OutflowCap], origin: npt.NDArray[np.str_] | None, at_home: Flags) -> list[Quota]:
    """Return outflow caps as quotas over the seats away."""
    quotas = []
    for cap in caps:
        people = np.zeros(0, np.bool_) if origin is None else np.asarray(origin == cap.value)
        if cap.most < 0 or not people.any():
            raise InputError(
                N_("The outflow cap %(cap)s lets %(most)s people leave, and %(people)s candidates have %(value)s."),
                hint=N_("Give a cap of 0 or more on a value that candidates have."),
                field="caps",
                code="outflow_cap",
                params={"cap": cap.label, "most": cap.most, "people": int(people.sum()), "value": cap.value},
            )
        quotas.append(Quota(cap.label, people, ~at_home, None, cap.most))
    return quotas


def refuse_lengths(choice: Choice, at_home: Flags, people: int) -> None:
    """Refuse columns that do not fit the choice."""
    if len(at_home) != len(choice.positions) or people != choice.people:
        raise InputError(
            N_("The tracks name %(people)s people and %(posts)s vacancies, not %(all_people)s and %(all_posts)s."),
            hint=N_("Give one track per candidate and one mark per vacancy, in the order of the store."),
            field="track",
            code="tracks_length",
            params={
                "people": people,
                "posts": len(at_home),
                "all_people": choice.people,
                "all_posts": len(choice.positions),
            },
        )
