"""The thresholds of donors, laws and guides as dated, sourced records: the only place where they stand as numbers.

A rule reads its threshold from a profile. A profile that is not `confirmed` was entered from general knowledge or is
Corridor's own proposal; reports say so beside the figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from corridor.kernel.errors import N_, InputError

# The sample of the Labour Mobility Scheme Guide, section 4.2. As printed, it adds up to 101 %.
SAMPLE_RATIOS: Mapping[str, float] = {
    "staff": 0.30,
    "staff_travel": 0.02,
    "office": 0.03,
    "research": 0.05,
    "mobility": 0.45,
    "capacity": 0.02,
    "other": 0.05,
    "overhead": 0.07,
    "contingency": 0.02,
}


class ProfileKind(StrEnum):
    """Who sets a threshold."""

    DONOR = "donor"
    LAW = "law"
    GUIDE = "guide"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The thresholds of one source, with the days between which they hold; None: not limited, or not known."""

    code: str
    kind: ProfileKind
    title: str
    source: str
    confirmed: bool
    entered_date: date
    thresholds: Mapping[str, float]
    valid_from_date: date | None = None
    valid_to_date: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the profile holds on a day."""
        return (self.valid_from_date or day) <= day <= (self.valid_to_date or day)


_ENTERED: Final = date(2026, 11, 23)

PROFILES: Final[tuple[Profile, ...]] = (
    Profile(
        code="eu-prag",
        kind=ProfileKind.DONOR,
        title="Grants of EU external action",
        source="European Commission, PRAG, section 6.3.11 and annex on budgets",
        confirmed=True,
        entered_date=_ENTERED,
        thresholds={"indirect_cap": 0.07, "reserve_cap": 0.05},
    ),
    Profile(
        code="eu-prag-conditions",
        kind=ProfileKind.DONOR,
        title="General conditions of EU grants, later versions",
        source="European Commission, PRAG, general conditions; version to be confirmed",
        confirmed=False,
        entered_date=_ENTERED,
        thresholds={"reallocation_most": 0.25},
    ),
    Profile(
        code="eu-prag-conditions-2010",
        kind=ProfileKind.DONOR,
        title="General conditions of EU grants, 2010",
        source="European Commission, PRAG, general conditions of 2010",
        confirmed=True,
        entered_date=_ENTERED,
        valid_from_date=date(2010, 1, 1),
        thresholds={"reallocation_most": 0.15},
    ),
    Profile(
        code="mpf-guide",
        kind=ProfileKind.GUIDE,
        title="Labour Mobility Scheme Guide, sample ratios",
        source="Migration Partnership Facility (ICMPD), Labour Mobility Scheme Guide, section 4.2",
        confirmed=True,
        entered_date=_ENTERED,
        thresholds={f"sample_ratios.{head}": ratio for head, ratio in SAMPLE_RATIOS.items()},
    ),
    Profile(
        code="eu-de-minimis",
        kind=ProfileKind.LAW,
        title="Small aid to one undertaking in one member state",
        source="Regulation (EU) 2023/2831",
        confirmed=True,
        entered_date=_ENTERED,
        valid_from_date=date(2024, 1, 1),
        valid_to_date=date(2030, 12, 31),
        thresholds={"de_minimis_ceiling": 300_000, "de_minimis_years": 3},
    ),
    Profile(
        code="ilo-2019",
        kind=ProfileKind.LAW,
        title="No fee or related cost is borne by a worker",
        source="ILO general principles and definition of recruitment fees and related costs, 2019; SDG 10.7.1",
        confirmed=True,
        entered_date=_ENTERED,
        valid_from_date=date(2019, 1, 1),
        thresholds={"worker_borne_most": 0.0},
    ),
    Profile(
        code="corridor",
        kind=ProfileKind.OWN,
        title="Corridor's own limits where no source gives one",
        source="Corridor; to be set by each scheme",
        confirmed=False,
        entered_date=_ENTERED,
        thresholds={
            "reserve_least": 0.02, "deviation_points": 0.05, "deviation_factor": 0.5, "staff_most": 0.40,
            "mobility_least": 0.35, "foreign_currency_most": 0.20, "debt_service_most": 0.10, "apr_most": 0.0,
            "published_gap_most": 0.01, "rate_age_most_days": 31,
        },
    ),
)  # fmt: skip


def profile_of(code: str, on: date | None = None) -> Profile:
    """Return a profile by its code.

    Parameters
    ----------
    code : code of the profile, such as eu-prag
    on : day on which it has to hold; None asks for no day

    Raises
    ------
    InputError : no such profile, or it does not hold on that day

    >>> profile_of("eu-prag").thresholds["indirect_cap"]
    0.07
    """
    found = next((profile for profile in PROFILES if profile.code == code), None)
    if found is None:
        raise InputError(
            N_("No profile of thresholds is named %(code)s."),
            hint=N_("Known are: %(codes)s."),
            field="profile",
            params={"code": code, "codes": ", ".join(profile.code for profile in PROFILES)},
        )
    if on is not None and not found.holds_on(on):
        raise InputError(
            N_("The profile %(code)s does not hold on %(day)s."),
            hint=N_("Give the thresholds that hold on that day, with their source."),
            field="profile",
            params={"code": code, "day": on.isoformat()},
        )
    return found


def threshold(code: str, name: str) -> float:
    """Return one threshold of a profile."""
    return profile_of(code).thresholds[name]
