"""Tracks over the rows of a market: who may go where, how many, and how that came out.

Home is the candidate's own country. A cohort, or the people under a cap, come from one country, so that its seats at
home are the same vacancies for all of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from corridor.batch.match_lines import Line, holders, placed_among
from corridor.batch.match_tables import Table
from corridor.batch.match_tracks import CapRow, CohortRow, TrackRows
from corridor.engines.matching import Allocation, Choice, Quota, Store
from corridor.engines.matching.seats.tracks import Cohort, Track, seats_of, shares_of
from corridor.engines.matching.types import Flags, Ints
from corridor.kernel.errors import N_, InputError

NAMES = tuple(track.value for track in Track)
ELSEWHERE = -2
"""Stands for a country of origin that no vacancy is in; a vacancy without a country has -1."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """Who may go where, with cohorts and caps in the order of the file.

    `origin` and `home` number the country of everybody and of every vacancy; what is not given differs between the two.
    `at_home` marks the vacancies at home of every cohort.
    """

    origin: Ints
    home: Ints
    home_only: Flags
    away_only: Flags
    cohorts: tuple[Cohort, ...]
    at_home: tuple[Flags, ...]
    caps: tuple[Quota, ...]


def tracks_of(rows: TrackRows, store: Store, candidates: Table) -> Tracks:
    """Return the tracks of a market.

    Raises
    ------
    InputError : an unknown track, a track without a country, a value that nobody has, people of several countries
    """
    refuse_tracks(candidates)
    track = candidates.by_id(candidates.frame.get_column("track"))
    country = candidates.by_id(candidates.frame.get_column("country"))
    cohorts = tuple(cohort_of(row, candidates) for row in rows.cohorts)
    caps = tuple(cap_of(row, store, candidates) for row in rows.caps)
    at_home = [
        *(home_end(country, cohort, row.place, store) for cohort, row in zip(cohorts, rows.cohorts, strict=True)),
        *(home_end(country, cap, row.place, store) for cap, row in zip(caps, rows.caps, strict=True)),
    ]
    return Tracks(
        origin=placed_among(country, store.words.countries, default=ELSEWHERE),
        home=store.vacancies.country,
        home_only=marks(track, Track.HOME),
        away_only=marks(track, Track.AWAY),
        cohorts=cohorts,
        at_home=tuple(at_home[: len(cohorts)]),
        caps=tuple(replace(cap, posts=~end) for cap, end in zip(caps, at_home[len(cohorts) :], strict=True)),
    )


def home_end(country: pl.Series, kept: Cohort | Quota, place: str, store: Store) -> Flags:
    """Return the vacancies at home of a cohort, or of the people under a cap."""
    name, words = one_country(country, kept.people, kept.label, place), store.words.countries
    return np.asarray(store.vacancies.country == (words.index(name) if name in words else ELSEWHERE))


def marks(track: pl.Series, value: Track) -> Flags:
    """Return who is on a track."""
    return np.asarray((track == value.value).fill_null(value=False).to_numpy())


def refuse_tracks(candidates: Table) -> None:
    """Refuse tracks that are none, and tracks of people whose country is not given."""
    track, country = candidates.frame.get_column("track"), candidates.frame.get_column("country")
    wrong = (track.is_not_null() & ~track.is_in(NAMES)).fill_null(value=False)
    if wrong.any():
        row = wrong.arg_max() or 0
        raise InputError(
            N_("Row %(row)s: track holds %(value)s, which is neither home, away nor both."),
            hint=N_("Write home, away or both, or leave the cell empty, which counts as both."),
            field="track",
            code="track",
            params={"row": f"{candidates.rows[row]} ({candidates.file})", "value": track[row]},
        )
    homeless = (track.is_in(["home", "away"]) & country.is_null()).fill_null(value=False)
    if homeless.any():
        row = homeless.arg_max() or 0
        raise InputError(
            N_("Row %(row)s: the country is empty, and the track %(value)s depends on it."),
            hint=N_("Write the country of origin as three letters, such as MAR."),
            field="country",
            code="no_country",
            params={"row": f"{candidates.rows[row]} ({candidates.file})", "value": track[row]},
        )


def cohort_of(row: CohortRow, candidates: Table) -> Cohort:
    """Return a cohort with its people."""
    people = np.ones(len(candidates), np.bool_) if row.line is None else holders(candidates, row.line)
    return Cohort(row.label, people, row.home_seats, row.away_seats, row.least_home_share)


def cap_of(row: CapRow, store: Store, candidates: Table) -> Quota:
    """Return a cap with its people; those who have all values that it names."""
    people = np.ones(len(candidates), np.bool_)
    for column, value in row.values.items():
        if column == "occupation":
            people &= with_occupation(row.place, value, store)
        else:
            people &= holders(candidates, Line(row.place, column, value, "*"))
    if not people.any():
        raise InputError(
            N_("Row %(row)s: nobody stands under the cap %(cap)s."),
            hint=N_("Name values that some candidate has all of."),
            field="caps",
            code="empty_cap",
            params={"row": row.place, "cap": row.label},
        )
    return Quota(row.label, people, np.zeros(len(store.vacancies), np.bool_), None, row.most)


def with_occupation(place: str, value: str, store: Store) -> Flags:
    """Return who has an occupation of an ISCO-08 group, or an ESCO code with what stands below it."""
    words, lists = store.words.occupations, store.candidates.occupations
    below = value if len(value) < 4 else f"{value}."
    named = np.array([*(word == value or word.startswith(below) for word in words), False], np.bool_)
    count = np.concatenate([[0], np.cumsum(named[lists.value])])
    people = np.asarray(count[lists.start[1:]] > count[lists.start[:-1]])
    if not people.any():
        raise InputError(
            N_("Row %(row)s: no candidate has %(column)s %(value)s."),
            hint=N_("Write the value as it stands in the candidates file."),
            field="occupation",
            params={"row": place, "column": "occupation", "value": value},
        )
    return people


def one_country(country: pl.Series, people: Flags, label: str, place: str) -> str:
    """Return the one country of origin of some people."""
    found = country.filter(pl.Series(people)).unique().sort(nulls_last=True).to_list()
    if len(found) == 1 and found[0] is not None:
        return str(found[0])
    raise InputError(
        N_("Row %(row)s: the people of %(label)s are to come from one country, and come from: %(countries)s."),
        hint=N_("Fill the country of all of them, and write one cohort or cap for each country."),
        field="country",
        code="several_countries",
        params={
            "row": place,
            "label": label,
            "countries": ", ".join("-" if each is None else str(each) for each in found) or "-",
        },
    )


def kept_to_tracks(choice: Choice, tracks: Tracks) -> Choice:
    """Return a choice kept to the tracks, those of several countries too; limits come after those that it has.

    Everybody's own country is home, which `with_tracks` of the engine has one of.
    """
    is_home = tracks.origin[choice.candidate] == tracks.home[choice.vacancy]
    fits = np.where(is_home, ~tracks.away_only[choice.candidate], ~tracks.home_only[choice.candidate])
    ends = tuple(zip(tracks.cohorts, tracks.at_home, strict=True))
    seats = [quota for cohort, at_home in ends for quota in seats_of(cohort, at_home)]
    shares = [share for cohort, at_home in ends for share in shares_of([cohort], at_home)]
    return replace(
        choice,
        vacancy=choice.vacancy[fits],
        candidate=choice.candidate[fits],
        micro=choice.micro[fits],
        quotas=(*choice.quotas, *seats, *tracks.caps),
        shares=(*choice.shares, *shares),
    )


def tracks_report(tracks: Tracks, allocation: Allocation) -> dict[str, list[dict[str, object]]]:
    """Return what became of every cohort and cap, counted from the nominated pairs."""
    people, posts = allocation.candidate, allocation.vacancy
    ends = zip(tracks.cohorts, tracks.at_home, strict=True)
    return {
        "cohorts": [cohort_report(cohort, at_home[posts[cohort.people[people]]]) for cohort, at_home in ends],
        "caps": [cap_report(cap, int(np.count_nonzero(cap.people[people] & cap.posts[posts]))) for cap in tracks.caps],
    }


def cap_report(cap: Quota, away: int) -> dict[str, object]:
    """Return how many of the people under a cap are nominated away."""
    return {"cap": cap.label, "people": int(np.count_nonzero(cap.people)), "most": cap.most, "away": away}


def cohort_report(cohort: Cohort, at_home: Flags) -> dict[str, object]:
    """Return how many of a cohort's nominations are at home and away."""
    home, nominated = int(np.count_nonzero(at_home)), len(at_home)
    return {
        "cohort": cohort.label,
        "people": int(np.count_nonzero(cohort.people)),
        "home_seats": cohort.home_seats,
        "home": home,
        "away_seats": cohort.away_seats,
        "away": nominated - home,
        "least_home_share": cohort.least_home_share,
        "home_share": home / nominated if nominated else None,
    }


def track_lines(cohorts: Sequence[Mapping[str, object]], caps: Sequence[Mapping[str, object]]) -> list[str]:
    """Return what to say of cohorts and caps."""
    return [cohort_line(line) for line in cohorts] + [
        f"cap {line['cap']}: {line['away']:,} of {line['people']:,} people away, at most {line['most']:,}"
        for line in caps
    ]


def cohort_line(found: Mapping[str, object]) -> str:
    """Return what to say of a cohort."""
    ends = [
        f"{found[end]:,} {words}" + ("" if found[f"{end}_seats"] is None else f" of {found[f'{end}_seats']:,} seats")
        for end, words in (("home", "at home"), ("away", "away"))
    ]
    least, share = found["least_home_share"], found["home_share"]
    asked = "" if least is None else f", at least {least:.2%} at home asked"
    return f"cohort {found['cohort']}: {', '.join(ends)}{'' if share is None else f', {share:.2%} at home'}{asked}"
