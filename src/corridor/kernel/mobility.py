"""The mobility models A to F: time frame and purpose of a stay give the letter, and the reason is kept as data.

Source: the table of step 3 of the Labour Mobility Scheme Guide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corridor.kernel.cycle import Motivation
from corridor.kernel.errors import N_, InputError
from corridor.kernel.findings import Finding


class TimeFrame(StrEnum):
    """How long people stay."""

    CIRCULAR = "circular"
    MESO = "meso"
    PERMANENT = "permanent"


class Purpose(StrEnum):
    """What people go for."""

    SKILLS = "skills"
    EMPLOYMENT = "employment"
    EDUCATION = "education"
    EXCHANGE = "exchange"


@dataclass(frozen=True, slots=True)
class MobilityModel:
    """One row of the guide's table.

    `labour_need_rank` is the place on the guide's arrow, from 1, the most developmental and focused on migration
    management, to 5, the most driven by needs of the labour market; the mixed model has no place of its own.
    """

    letter: str
    time_frame: TimeFrame | None
    purposes: frozenset[Purpose]
    labour_need_rank: int | None
    reason: str


MODELS: Final[dict[str, MobilityModel]] = {
    model.letter: model
    for model in (
        MobilityModel(
            "A",
            TimeFrame.CIRCULAR,
            frozenset({Purpose.SKILLS, Purpose.EMPLOYMENT}),
            1,
            N_("Model A: people stay for a time and come to build skills or to work, for example in a traineeship."),
        ),
        MobilityModel(
            "B",
            TimeFrame.CIRCULAR,
            frozenset({Purpose.EDUCATION}),
            2,
            N_("Model B: people stay for a time and come to study, for a degree or a certificate."),
        ),
        MobilityModel(
            "C",
            TimeFrame.CIRCULAR,
            frozenset({Purpose.EXCHANGE}),
            3,
            N_("Model C: people stay for a time and come for an exchange, such as a study visit or a mission."),
        ),
        MobilityModel(
            "D",
            TimeFrame.MESO,
            frozenset({Purpose.EMPLOYMENT}),
            4,
            N_("Model D: people stay for a middle length of time and come to work, for example for the season."),
        ),
        MobilityModel(
            "E",
            TimeFrame.PERMANENT,
            frozenset({Purpose.EMPLOYMENT}),
            5,
            N_("Model E: people come to work and may stay for good."),
        ),
        MobilityModel(
            "F", None, frozenset(), None, N_("Model F: the scheme combines more than one of the models A to E.")
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Track:
    """One way through a scheme: how long people stay, what for, and whether the work follows a season."""

    time_frame: TimeFrame
    purposes: frozenset[Purpose]
    is_seasonal: bool = False

    @classmethod
    def of(cls, time_frame: str, *purposes: str, is_seasonal: bool = False) -> "Track":
        """Return a track from stored codes, each checked."""
        return cls(_time_frame(time_frame), frozenset(_purpose(purpose) for purpose in purposes), is_seasonal)


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """The answer of the chooser.

    `letter` is A to F, or empty where the guide's table has no row for any answer. `parts` are the rows that the
    answers met. `label` writes a mixture as the field does: rows of one time frame joined by a stroke, time frames by a
    plus. `reasons` say which rows were met, `notes` what to think about.
    """

    letter: str
    parts: tuple[str, ...]
    label: str
    reasons: tuple[Finding, ...]
    notes: tuple[Finding, ...]


def choose_model(tracks: Sequence[Track], *, motivations: Iterable[Motivation] = ()) -> ModelChoice:
    """Return the mobility model of a scheme's tracks with the reasons.

    A seasonal job is model D whatever the time frame answered, because the guide sorts seasonal work there; a note says
    that other sources call it circular.

    >>> explorers = [Track.of("circular", "skills", "education"), Track.of("permanent", "employment")]
    >>> choice = choose_model(explorers)
    >>> choice.letter, choice.label
    ('F', 'A/B + E')
    """
    _refuse_empty(tracks)
    cells = [_cell(track, purpose) for track in tracks for purpose in sorted(track.purposes)]
    parts = tuple(sorted({cell for cell in cells if isinstance(cell, str)}))
    letter = "F" if len(parts) > 1 else "".join(parts)
    reached = (*parts, "F") if letter == "F" else parts
    reasons = tuple(Finding(f"model_{part.lower()}", MODELS[part].reason) for part in reached)
    notes = {cell.code: cell for cell in cells if isinstance(cell, Finding)}
    notes |= {note.code: note for note in (*_seasonal_notes(tracks), *_motivation_notes(parts, frozenset(motivations)))}
    return ModelChoice(letter, parts, _label(parts), reasons, tuple(notes.values()))


_ROWS: Final[dict[tuple[TimeFrame, Purpose], str]] = {
    (model.time_frame, purpose): model.letter
    for model in MODELS.values()
    if model.time_frame is not None
    for purpose in model.purposes
}

_NO_ROW: Final[dict[TimeFrame, str]] = {
    TimeFrame.MESO: N_("The guide has no model for a stay of middle length with another purpose than work."),
    TimeFrame.PERMANENT: N_("The guide has no model for a permanent stay with another purpose than work."),
}


def _cell(track: Track, purpose: Purpose) -> str | Finding:
    if track.is_seasonal and purpose is Purpose.EMPLOYMENT:
        return "D"
    letter = _ROWS.get((track.time_frame, purpose))
    return letter or Finding(f"no_model_{track.time_frame}", _NO_ROW[track.time_frame])


def _label(parts: Sequence[str]) -> str:
    frames: dict[TimeFrame | None, list[str]] = {}
    for part in parts:
        frames.setdefault(MODELS[part].time_frame, []).append(part)
    return " + ".join("/".join(letters) for letters in frames.values())


def _seasonal_notes(tracks: Sequence[Track]) -> list[Finding]:
    if not any(track.is_seasonal and Purpose.EMPLOYMENT in track.purposes for track in tracks):
        return []
    text = N_("The guide sorts seasonal work under model D; other sources call seasonal work circular.")
    return [Finding("seasonal_is_sorted_differently", text)]


def _motivation_notes(parts: Sequence[str], motivations: frozenset[Motivation]) -> list[Finding]:
    notes: list[Finding] = []
    if Motivation.LABOUR_NEED in motivations and parts and set(parts) <= set("ABC"):
        text = N_(
            "Short circular stays serve development more than a lasting need for labour: say how the need is met."
        )
        notes.append(Finding("labour_need_with_short_stays", text))
    serves_policy = motivations & {Motivation.DEVELOPMENT, Motivation.MIGRATION_MANAGEMENT}
    if serves_policy and parts and set(parts) <= set("DE"):
        text = N_("Longer stays for work serve the labour market first: say what the country of origin gains.")
        notes.append(Finding("development_with_long_stays", text))
    return notes


def _refuse_empty(tracks: Sequence[Track]) -> None:
    if not tracks or not all(track.purposes for track in tracks):
        raise InputError(
            N_("The mobility model cannot be chosen before every track has a purpose."),
            hint=N_("Say for each track how long people stay and what they come for."),
            field="purposes",
        )


def _time_frame(code: str) -> TimeFrame:
    if code not in set(TimeFrame):
        raise InputError(
            N_('"%(code)s" is not a time frame.'),
            hint=N_("Choose circular, meso or permanent."),
            field="time_frame",
            params={"code": code},
        )
    return TimeFrame(code)


def _purpose(code: str) -> Purpose:
    if code not in set(Purpose):
        raise InputError(
            N_('"%(code)s" is not a purpose of a stay.'),
            hint=N_("Choose skills, employment, education or exchange."),
            field="purposes",
            params={"code": code},
        )
    return Purpose(code)
