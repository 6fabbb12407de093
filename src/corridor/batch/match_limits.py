"""What an allocation has to keep beside the seats: quotas, reserved seats, tracks and households of the files."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from corridor.batch.match_allocation import Allocated, allocated_by
from corridor.batch.match_home_away import Tracks, kept_to_tracks, tracks_of, tracks_report
from corridor.batch.match_households import PLACES, Families, families_of, placed_together
from corridor.batch.match_plan import Plan
from corridor.batch.match_quotas import QuotaRow, quotas_of, read_quotas
from corridor.batch.match_reserves import Held, ReserveRow, held_of, read_reserves, reserves_of, reserves_report
from corridor.batch.match_tables import Table
from corridor.batch.match_tracks import TrackRows, read_tracks
from corridor.engines.matching import Choice, Quota, Store
from corridor.kernel.errors import N_, InputError, RuleViolation

AIMS = {"--households": "optimal", "--reserves": "stable", "--tracks": "optimal"}
"""The aim that keeps what an option asks for."""
NOT_TOGETHER = (
    ("--households", "--quotas"),
    ("--households", "--reserves"),
    ("--households", "--tracks"),
    ("--reserves", "--tracks"),
)


@dataclass(frozen=True, slots=True)
class LimitFiles:
    """What the small files ask for, before the market is known."""

    quotas: tuple[QuotaRow, ...] = ()
    reserves: tuple[ReserveRow, ...] = ()
    tracks: TrackRows | None = None
    digests: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def candidate_columns(self) -> set[str]:
        """Return the columns of candidates that are named."""
        named = {row.column for row in (*self.quotas, *self.reserves)}
        return named | (self.tracks.columns if self.tracks else set())


@dataclass(frozen=True, slots=True)
class Limits:
    """The same over the rows of a market."""

    quota_rows: tuple[QuotaRow, ...]
    quotas: tuple[Quota, ...]
    held: tuple[Held, ...] | None
    tracks: Tracks | None
    families: Families | None


def refuse_combinations(plan: Plan) -> None:
    """Refuse what no allocation keeps together.

    Raises
    ------
    InputError : an unknown place of households
    RuleViolation : another aim than the one that keeps what is asked for, or two things that do not combine
    """
    if plan.households is not None and plan.households not in PLACES:
        raise InputError(
            N_("Households can be kept together by country or by region, not by %(place)s."),
            hint=N_("Give country or region."),
            field="households",
            params={"place": plan.households},
        )
    given = {
        "--households": plan.households,
        "--reserves": plan.reserves,
        "--tracks": plan.tracks,
        "--quotas": plan.quotas,
    }
    for first, second in NOT_TOGETHER:
        if given[first] is not None and given[second] is not None:
            raise RuleViolation(
                N_("%(first)s and %(second)s can not be kept in one allocation."),
                hint=N_("Leave one of the two out, or allocate one part of the candidates after the other."),
                field=first.removeprefix("--"),
                code="not_together",
                params={"first": first, "second": second},
            )
    for option, aim in AIMS.items():
        if given[option] is not None:
            refuse_aim(plan, option, aim)


def refuse_aim(plan: Plan, option: str, aim: str) -> None:
    """Refuse an aim that does not keep what an option asks for, also beside the right one."""
    if plan.compare:
        raise RuleViolation(
            N_("%(option)s can not stand beside --compare, because only --allocate %(aim)s keeps it."),
            hint=N_("Leave --compare out, or compare without %(option)s."),
            field="compare",
            code="not_compared",
            params={"option": option, "aim": aim},
        )
    if plan.allocate != aim:
        raise RuleViolation(
            N_("%(option)s is kept by --allocate %(aim)s only; --allocate %(asked)s was asked for."),
            hint=N_("Allocate by %(aim)s, or leave %(option)s out."),
            field="allocate",
            code="aim_of_option",
            params={"option": option, "aim": aim, "asked": plan.allocate},
        )


def read_limit_files(plan: Plan) -> LimitFiles:
    """Return what the small files ask for."""
    files = {"quotas": plan.quotas, "reserves": plan.reserves, "tracks": plan.tracks}
    return LimitFiles(
        quotas=() if plan.quotas is None else read_quotas(plan.quotas),
        reserves=() if plan.reserves is None else read_reserves(plan.reserves),
        tracks=None if plan.tracks is None else read_tracks(plan.tracks),
        digests={name: digest_of(path) for name, path in files.items() if path is not None},
    )


def digest_of(path: Path) -> Mapping[str, str]:
    """Return which file was read."""
    return {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def limits_of(plan: Plan, files: LimitFiles, store: Store, candidates: Table, vacancies: Table) -> Limits:
    """Return what an allocation of a market has to keep."""
    return Limits(
        quota_rows=files.quotas,
        quotas=quotas_of(files.quotas, store, candidates),
        held=None if plan.reserves is None else held_of(files.reserves, store, candidates),
        tracks=None if files.tracks is None else tracks_of(files.tracks, store, candidates),
        families=None if plan.households is None else families_of(plan.households, store, candidates, vacancies),
    )


def allocated_within(plan: Plan, limits: Limits, choice: Choice) -> Allocated:
    """Return the allocations that were asked for, with what they keep.

    Raises
    ------
    RuleViolation : quotas that can not be kept
    InputError : no groups to balance, or too many pairs
    """
    if limits.families is not None:
        together, report = placed_together(limits.families, choice, plan.gap)
        return Allocated(together, kept={"households": report})
    if limits.held is not None:
        choice = replace(choice, reserves=reserves_of(limits.held, len(choice.positions)))
    if limits.tracks is not None:
        choice = kept_to_tracks(choice, limits.tracks)
    found = allocated_by(choice, plan.allocate, gap=plan.gap, side_by_side=plan.compare)
    if found.chosen is None:
        return found
    kept: dict[str, object] = {}
    if limits.held is not None:
        kept["reserves"] = reserves_report(limits.held, found.chosen, len(choice.positions))
    if limits.tracks is not None:
        kept |= tracks_report(limits.tracks, found.chosen)
    # Cohorts and caps are told as such, not as the quotas that they become.
    chosen = replace(found.chosen, quotas=found.chosen.quotas[: len(limits.quotas)])
    return replace(found, chosen=chosen, kept=kept)
