"""Synthetic markets that look like real ones: for tests, benchmarks and examples.

Occupations and skills are popular by Zipf's law, skills come in pools by unit group, people have further occupations
mostly nearby, and demand is correlated with supply but not equal to it. Nobody in them exists.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.rows import EPOCH, distinct as ascending, weigh_skills
from corridor.engines.matching.types import Candidates, Floats, Ints, Lists, Longs, Store, Vacancies, Vocabulary

FIRST_DAY = 739_617 - EPOCH
"""1 January 2026."""
GROUPS, OCCUPATIONS, SKILLS = 436, 3_039, 13_939
LANGUAGES = ("ar", "bg", "de", "en", "es", "fr", "hi", "it", "nl", "pl", "pt", "ro", "sq", "tl", "tr", "uk")
SPOKEN = np.array([15, 2, 12, 26, 9, 10, 4, 4, 2, 3, 3, 3, 1, 2, 2, 2]) / 100
COUNTRIES = (
    "ALB", "AUT", "BEL", "BGR", "CAN", "CHE", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC",
    "HRV", "HUN", "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "NOR", "POL", "PRT", "ROU", "SVK", "SVN", "SWE",
)  # fmt: skip
Table = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class World:
    """What people and vacancies are drawn from: per occupation its unit group and lists of skills."""

    codes: tuple[str, ...]
    group: Longs
    first: Longs
    essential: Table
    optional: Table
    supply: Floats
    demand: Floats


def simulate_market(*, candidates: int, vacancies: int, rng: np.random.Generator) -> Store:
    """Return a synthetic market; ids are 1, 2, 3 and so on.

    Parameters
    ----------
    candidates, vacancies : how many rows
    rng : the only source of chance; the same seed gives the same market

    Examples
    --------
    >>> store = simulate_market(candidates=20, vacancies=5, rng=np.random.default_rng(1))
    >>> len(store.candidates), len(store.vacancies)
    (20, 5)
    """
    world = draw_world(rng)
    people, posts = draw_people(world, candidates, rng), draw_posts(world, vacancies, rng)
    skills = tuple(f"S{number:05d}" for number in range(SKILLS))
    words = Vocabulary(world.codes, skills, LANGUAGES, COUNTRIES, ("B", "C", "D"))
    weights = weigh_skills(posts.essential, posts.optional, skills=SKILLS, vacancies=vacancies)
    return Store(people, posts, words, weights)


def zipf(count: int, power: float, rng: np.random.Generator) -> Floats:
    """Return shares that fall by Zipf's law, in any order."""
    shares = 1.0 / np.arange(1, count + 1) ** power
    return rng.permutation(shares / shares.sum())


def draw_world(rng: np.random.Generator) -> World:
    """Return occupations with their skills."""
    digits = [f"{a}{b}{c}{d}" for a in range(1, 10) for b in range(1, 6) for c in range(1, 4) for d in range(1, 5)]
    groups = sorted(rng.permutation(digits)[:GROUPS].tolist())
    group = np.sort(np.concatenate([np.arange(GROUPS), rng.integers(0, GROUPS, OCCUPATIONS - GROUPS)]))
    first = np.searchsorted(group, np.arange(GROUPS + 1))
    codes = [f"{groups[g]}.{place:02d}" for g, place in zip(group, np.arange(OCCUPATIONS) - first[group], strict=True)]
    pools = rng.choice(SKILLS, (GROUPS, 160), p=zipf(SKILLS, 0.7, rng))
    sizes = rng.integers(40, 161, GROUPS)[group][:, None]
    supply, demand = zipf(GROUPS, 0.9, rng), zipf(GROUPS, 0.9, rng)
    return World(
        codes=tuple(codes),
        group=group,
        first=first,
        essential=pools[group[:, None], (rng.random((OCCUPATIONS, 20)) * sizes).astype(np.int64)],
        optional=pools[group[:, None], (rng.random((OCCUPATIONS, 20)) * sizes).astype(np.int64)],
        supply=supply,
        demand=0.6 * supply + 0.4 * demand,
    )


def draw_people(world: World, count: int, rng: np.random.Generator) -> Candidates:
    """Return candidates."""
    own, occupations, years = draw_careers(world, count, rng)
    languages, levels = draw_languages(count, rng)
    return Candidates(
        ids=np.arange(1, count + 1),
        occupations=occupations,
        years=years,
        skills=draw_skills(world, own, rng),
        languages=languages,
        levels=levels,
        eqf=np.clip(np.rint(rng.normal(4.8, 1.3, count)), 2, 8).astype(np.int8),
        destinations=some_of(np.where(rng.random(count) < 0.2, 0, rng.integers(1, 8, count)), len(COUNTRIES), rng),
        recognised_in=some_of(rng.poisson(3, count), len(COUNTRIES), rng),
        available=(FIRST_DAY + rng.exponential(60, count)).astype(np.int32),
        licences=some_of(rng.binomial(2, 0.4, count), 3, rng),
        birth_date=(FIRST_DAY - rng.integers(18 * 365, 60 * 365, count)).astype(np.int32),
        min_salary_eur=np.where(rng.random(count) < 0.5, np.nan, np.rint(rng.normal(2000, 400, count))),
        remote=np.where(rng.random(count) < 0.03, 1, 0).astype(np.int8),
    )


def draw_careers(world: World, count: int, rng: np.random.Generator) -> tuple[Longs, Lists, Floats]:
    """Return main occupation, all occupations and years; three further ones in five lie in the same unit group."""
    own_group = rng.choice(GROUPS, count, p=world.supply)
    own = occupation_in(world, own_group, rng)
    further = rng.choice(3, count, p=(0.55, 0.3, 0.15))
    row = np.repeat(np.arange(count), further)
    near = rng.random(len(row)) < 0.6
    other = occupation_in(world, np.where(near, own_group[row], rng.choice(GROUPS, len(row), p=world.supply)), rng)
    rows = np.concatenate([np.arange(count), row])
    codes = np.concatenate([own, other])
    years = np.round(np.concatenate([rng.exponential(6, count), rng.exponential(3, len(row))]), 1)
    order = np.lexsort((codes, rows))
    return own, as_lists(rows[order], codes[order], count), years[order]


def occupation_in(world: World, group: Longs, rng: np.random.Generator) -> Longs:
    """Return one occupation of each unit group."""
    size = world.first[group + 1] - world.first[group]
    return world.first[group] + (rng.random(len(group)) * size).astype(np.int64)


def draw_skills(world: World, own: Longs, rng: np.random.Generator) -> Lists:
    """Return 8 to 25 skills a person: mostly essential ones of the own occupation, some optional, some of any kind."""
    row = np.repeat(np.arange(len(own)), rng.integers(8, 26, len(own)))
    kind, place = rng.random(len(row)), rng.integers(0, 20, len(row))
    skill = np.where(kind < 0.62, world.essential[own[row], place], world.optional[own[row], place])
    skill = np.where(kind < 0.85, skill, rng.integers(0, SKILLS, len(row)))
    return distinct(row, skill, len(own), SKILLS)


def draw_languages(count: int, rng: np.random.Generator) -> tuple[Lists, npt.NDArray[np.int8]]:
    """Return languages and levels: a native one, and up to three others."""
    languages = some_of(1 + rng.choice(4, count, p=(0.2, 0.4, 0.3, 0.1)), len(LANGUAGES), rng, p=SPOKEN)
    return languages, rng.integers(1, 7, len(languages.value)).astype(np.int8)


def draw_posts(world: World, count: int, rng: np.random.Generator) -> Vacancies:
    """Return vacancies."""
    occupation = occupation_in(world, rng.choice(GROUPS, count, p=world.demand), rng)
    essential = wanted(world.essential, occupation, rng.integers(5, 16, count), rng)
    languages = some_of(1 + (rng.random(count) < 0.3), len(LANGUAGES), rng, p=SPOKEN)
    has_limits = rng.random(count) < 0.05
    return Vacancies(
        ids=np.arange(1, count + 1),
        employer_ids=tuple(f"E{number}" for number in rng.zipf(1.5, count) % 30_000),
        occupation=occupation.astype(np.int32),
        essential=essential,
        optional=wanted(world.optional, occupation, rng.integers(0, 9, count), rng),
        languages=languages,
        levels=rng.integers(1, 4, len(languages.value)).astype(np.int8),
        eqf_min=rng.integers(2, 6, count).astype(np.int8),
        regulated=(rng.random(count) < 0.15).astype(np.int8),
        years_min=np.round(rng.exponential(1.2, count)).clip(0, 5),
        country=rng.choice(len(COUNTRIES), count, p=zipf(len(COUNTRIES), 0.8, rng)).astype(np.int32),
        positions=np.minimum(rng.zipf(2.5, count), 50).astype(np.int32),
        start=(FIRST_DAY + 30 + rng.integers(0, 270, count)).astype(np.int32),
        licences=some_of((rng.random(count) < 0.05).astype(np.int64), 3, rng),
        salary_eur=np.where(rng.random(count) < 0.3, np.nan, np.rint(rng.normal(2400, 500, count))),
        remote=(rng.random(count) < 0.1).astype(np.int8),
        age_min=np.where(has_limits, 18, -1).astype(np.int32),
        age_max=np.where(has_limits, 45, -1).astype(np.int32),
    )


def wanted(table: Table, occupation: Longs, counts: Longs, rng: np.random.Generator) -> Lists:
    """Return some skills of each vacancy's occupation."""
    row = np.repeat(np.arange(len(occupation)), counts)
    return distinct(row, table[occupation[row], rng.integers(0, 20, len(row))], len(occupation), SKILLS)


def some_of(counts: Longs, words: int, rng: np.random.Generator, p: Floats | None = None) -> Lists:
    """Return up to `counts` distinct words per row."""
    row = np.repeat(np.arange(len(counts)), counts)
    return distinct(row, rng.choice(words, len(row), p=p), len(counts), words)


def distinct(row: Longs, value: Longs, count: int, words: int) -> Lists:
    """Return lists of distinct, ascending numbers."""
    keys = ascending(row * words + value)
    return as_lists(keys // words, keys % words, count)


def as_lists(row: Longs, value: Longs | Ints, count: int) -> Lists:
    """Return sorted rows and values as lists."""
    start = np.searchsorted(row, np.arange(count + 1)).astype(np.int64)
    return Lists(start, value.astype(np.int32), np.ones(count, np.bool_))
