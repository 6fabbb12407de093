"""Invented labour markets with a planted right answer: the best sector of each destination, the best origin for it.

Every number comes from a seed. One sector of each destination is short of people by every indicator, others lead on one
indicator alone; three origins have many young people and few jobs, and one of them is close to each destination.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from corridor.design.evidence.rules import occupations_of_sector
from corridor.knowledge.codelists.rules import rows_by_code

Floats = npt.NDArray[np.float64]

OCCUPATIONS: Final = tuple(code for code in rows_by_code("isco08") if len(code) == 2)
"""The sub-major groups of ISCO-08."""

PLANTED_SECTORS: Final = ("F", "Q", "J", "A", "H")
"""Sections of which no other section has only occupations: none can come out as strong as the planted one."""

STRONG_ORIGINS: Final = 3
SECTOR_WEIGHTS: Final = {"skill_shortage": 3, "labour_shortage": 3, "employer_demand": 2, "gender_balance": 1}
COUNTRY_WEIGHTS: Final = {
    "labour_supply": 3,
    "legal_channels": 2,
    "cultural_links": 1,
    "migration_pressure": 1,
    "gender_access": 1,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the set is."""

    destinations: tuple[str, ...]
    origins: tuple[str, ...]
    years: int

    @property
    def countries(self) -> tuple[str, ...]:
        return (*self.destinations, *self.origins)


FULL: Final = Shape(
    ("BEL", "DEU", "ESP", "FRA", "ITA", "NLD", "AUT", "PRT"),
    (
        "MAR", "TUN", "SEN", "DZA", "EGY", "CIV", "GHA", "NGA", "CMR", "MLI", "BEN", "TGO", "KEN", "ETH",
        "UGA", "RWA", "COL", "PER", "ECU", "BOL", "DOM", "PRY", "HND", "GTM", "VNM", "PHL", "IDN", "IND",
        "BGD", "NPL", "LKA", "UZB",
    ),
    10,
)  # fmt: skip
"""40 countries, ten years."""

SMALL: Final = Shape(("BEL", "ESP"), ("MAR", "TUN", "SEN", "EGY", "COL", "GHA"), 4)
"""The same for the demonstration and for quick tests."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The right answer for a destination, and the weights under which it is right."""

    destination: str
    sector: str
    origin: str
    sector_weights: dict[str, int]
    country_weights: dict[str, int]


@dataclass(frozen=True, slots=True)
class SyntheticWorld:
    """The numbers; axes are named in the order country (or destination, origin), year, occupation, sex (women, men)."""

    shape: Shape
    seed: int
    years: tuple[int, ...]
    truths: tuple[Truth, ...]
    employed: Floats
    unemployed: Floats
    vacancies: Floats
    pay: Floats
    young: Floats
    working_age: Floats
    youth_unemployment: Floats
    remittances: Floats
    permits: Floats
    stock: Floats

    def truth(self, destination: str) -> Truth:
        """Return the right answer for a destination."""
        return next(row for row in self.truths if row.destination == destination)


def synthetic_world(*, seed: int, last_year: int, shape: Shape = FULL) -> SyntheticWorld:
    """Invent a world; the same seed, year and shape give the same one."""
    rng = np.random.default_rng([seed, last_year, shape.years])
    truths = _plant(shape, seed)
    years = tuple(range(last_year - shape.years + 1, last_year + 1))
    employed, unemployed = _people(shape, truths, rng)
    vacancies, pay, unemployed = _destinations(shape, truths, employed, unemployed, rng)
    young, working_age, youth_unemployment, remittances = _origins(shape, rng)
    permits, stock = _pairs(shape, truths, working_age, rng)
    return SyntheticWorld(
        shape, seed, years, truths, employed, unemployed, vacancies, pay, young, working_age, youth_unemployment,
        remittances, permits, stock,
    )  # fmt: skip


def _plant(shape: Shape, seed: int) -> tuple[Truth, ...]:
    """Return the right answers: they follow from the seed alone and are the same in every year."""
    strong = shape.origins[:STRONG_ORIGINS]
    first = seed % len(PLANTED_SECTORS)
    return tuple(
        Truth(
            destination,
            PLANTED_SECTORS[(first + place) % len(PLANTED_SECTORS)],
            strong[(first + place) % STRONG_ORIGINS],
            dict(SECTOR_WEIGHTS),
            dict(COUNTRY_WEIGHTS),
        )
        for place, destination in enumerate(shape.destinations)
    )


def _people(shape: Shape, truths: tuple[Truth, ...], rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return people at work and without, by sex; in strong origins many are without work, and women in every trade."""
    size = (len(shape.countries), 1, len(OCCUPATIONS), 1)
    level = rng.uniform(40_000, 400_000, size)
    growth = 1.01 ** np.arange(shape.years)[None, :, None, None]
    women = rng.uniform(0.20, 0.38, size)
    rate = rng.uniform(0.04, 0.11, size)
    for place, country in enumerate(shape.countries):
        if country in shape.origins[:STRONG_ORIGINS]:
            women[place], rate[place] = rng.uniform(0.45, 0.48, size[1:]), rng.uniform(0.17, 0.20, size[1:])
    for truth in truths:
        place = shape.destinations.index(truth.destination)
        women[place, 0, _occupations(truth.sector), 0] = rng.uniform(0.44, 0.48)
    both = level * growth * rng.uniform(0.98, 1.02, (size[0], shape.years, size[2], 1))
    employed = np.concatenate([both * women, both * (1 - women)], axis=3)
    # Rounded to people, so that women and men add up to all in every file.
    return np.round(employed), np.round(employed * rate / (1 - rate))


def _destinations(
    shape: Shape, truths: tuple[Truth, ...], employed: Floats, unemployed: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Return vacancies, pay and the people without work of the destinations."""
    count = len(shape.destinations)
    rate = rng.uniform(0.010, 0.028, (count, len(OCCUPATIONS)))
    tight = rng.uniform(0.25, 0.7, (count, len(OCCUPATIONS)))
    growth = rng.uniform(0.012, 0.022, (count, len(OCCUPATIONS)))
    for place, truth in enumerate(truths):
        own, decoy = _occupations(truth.sector), _occupations(_decoy(truth.sector))
        # The decoy has the most vacancies of all, but people wait for them and pay does not move.
        rate[place, decoy], tight[place, decoy], growth[place, decoy] = 0.055, 0.3, 0.008
        rate[place, own], tight[place, own], growth[place, own] = 0.05, 1.5, 0.045
    work = employed[:count].sum(axis=3)
    wobble = rng.uniform(0.97, 1.03, work.shape)
    vacancies = np.round(work * (rate / (1 - rate))[:, None, :] * wobble)
    waiting = np.maximum(2, np.round(vacancies / tight[:, None, :]))
    share = employed[:count] / employed[:count].sum(axis=3, keepdims=True)
    women = np.round(waiting * share[..., 0])
    unemployed = unemployed.copy()
    unemployed[:count] = np.stack([women, waiting - women], axis=3)
    pay = (
        rng.uniform(1800, 4200, (count, 1, len(OCCUPATIONS)))
        * (1 + growth[:, None, :]) ** np.arange(shape.years)[None, :, None]
    )
    return vacancies, np.round(pay, 2), unemployed


def _origins(shape: Shape, rng: np.random.Generator) -> tuple[Floats, Floats, Floats, Floats]:
    """Return young people, people of working age, young people without work, money sent home."""
    count = len(shape.countries)
    bulge, waiting, money = (rng.uniform(low, high, count) for low, high in ((16, 23), (8, 22), (0.5, 6)))
    strong = [shape.countries.index(code) for code in shape.origins[:STRONG_ORIGINS]]
    bulge[strong], waiting[strong], money[strong] = (
        30,
        rng.uniform(33, 35, len(strong)),
        rng.uniform(13, 14, len(strong)),
    )
    # One origin has the most young people of all, and nothing else that speaks for it.
    bulge[shape.countries.index(shape.origins[STRONG_ORIGINS])] = 34
    people = rng.uniform(4e6, 4e7, (count, 1)) * 1.012 ** np.arange(shape.years)[None, :]
    working_age: Floats = np.round(np.stack([people * 0.5, people * 0.5], axis=2)).astype(np.float64)
    young: Floats = np.round(working_age * (bulge / 100)[:, None, None]).astype(np.float64)
    drift = rng.uniform(0.98, 1.02, (count, shape.years))
    return young, working_age, np.round(waiting[:, None] * drift, 2), np.round(money[:, None] * drift, 2)


def _pairs(
    shape: Shape, truths: tuple[Truth, ...], working_age: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return permits in a year and people who migrated before, by sex; the planted pairs have most of both."""
    size = (len(shape.destinations), len(shape.origins))
    permits, stock = rng.uniform(3, 25, size), rng.uniform(0.5, 4, size)
    for place, truth in enumerate(truths):
        origin = shape.origins.index(truth.origin)
        permits[place, origin], stock[place, origin] = 85, 16
    people = working_age[len(shape.destinations) :].sum(axis=2)
    issued = np.round(permits[:, :, None] * people[None] / 100_000)
    women = np.round(stock[:, :, None] * people[None] / 1000 * 0.45)
    men = np.round(stock[:, :, None] * people[None] / 1000 * 0.55)
    return issued, np.stack([women, men], axis=3)


def _occupations(sector: str) -> list[int]:
    return [OCCUPATIONS.index(code) for code in occupations_of_sector()[sector]]


def _decoy(sector: str) -> str:
    """Return a section that shares no occupation with another."""
    return "P" if sector != "P" else "K"
