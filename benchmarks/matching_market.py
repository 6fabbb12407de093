"""The synthetic market of the matching benchmark, drawn straight into the engine's columns.

436 unit groups whose popularity falls by Zipf's law, 3,039 occupations, 13,939 skills in pools by unit group; supply
and demand are correlated, not equal. Nobody in it exists.
"""

import numpy as np

from corridor.engines.matching.rows import weigh_skills
from corridor.engines.matching.simulate import COUNTRIES, FIRST_DAY, as_lists, distinct, zipf
from corridor.engines.matching.types import Candidates, Lists, Store, Vacancies, Vocabulary

GROUPS, OCCUPATIONS, SKILLS = 436, 3_039, 13_939
LANGUAGES = tuple(f"l{number:02d}" for number in range(24))
ASKED = 12
"""Vacancies ask for the first so many languages; one person in five has one of them as native language."""
MONTH = 30
SIZES = {"10k": (10_000, 15_000), "100k": (100_000, 150_000), "1m": (1_000_000, 1_500_000)}


class World:
    """What people and vacancies are drawn from."""

    def __init__(self, rng: np.random.Generator):
        digits = [f"{a}{b}{c}{d}" for a in range(1, 10) for b in range(1, 6) for c in range(1, 4) for d in range(1, 5)]
        names = sorted(rng.permutation(digits)[:GROUPS].tolist())
        self.group = np.sort(np.concatenate([np.arange(GROUPS), rng.integers(0, GROUPS, OCCUPATIONS - GROUPS)]))
        self.first = np.searchsorted(self.group, np.arange(GROUPS + 1))
        self.codes = tuple(f"{names[g]}.{place - self.first[g]:02d}" for place, g in enumerate(self.group))
        self.popular = zipf(SKILLS, 0.8, rng)
        self.pool_size = rng.integers(40, 161, GROUPS)
        self.pool = np.stack([rng.choice(SKILLS, 160, replace=False, p=self.popular) for _ in range(GROUPS)])
        self.essential, self.essentials = self.skills_of_occupations(rng)
        self.optional, self.optionals = self.skills_of_occupations(rng)
        self.supply = zipf(GROUPS, 0.9, rng)
        self.demand = 0.6 * self.supply + 0.4 * zipf(GROUPS, 0.9, rng)
        self.asked = np.append(np.sort(zipf(ASKED, 1.4, rng))[::-1], np.zeros(len(LANGUAGES) - ASKED))
        self.native = 0.2 * self.asked
        self.native[ASKED:] = 0.8 * zipf(len(LANGUAGES) - ASKED, 1.0, rng)

    def skills_of_occupations(self, rng):
        """Return a table of 30 distinct skills per occupation, nine in ten from its pool, and how many count."""
        near = rng.random((OCCUPATIONS, 160)).argsort(axis=1)
        size = self.pool_size[self.group][:, None]
        order = np.argsort(near >= size, axis=1, kind="stable")
        chosen = self.pool[self.group[:, None], np.take_along_axis(near, order, axis=1)[:, :30]]
        strange = rng.random(chosen.shape) < 0.1
        chosen[strange] = rng.choice(SKILLS, strange.sum(), p=self.popular)
        return chosen, rng.integers(12, 31, OCCUPATIONS)

    def occupation_in(self, group, rng):
        """Return one occupation of each unit group."""
        size = self.first[group + 1] - self.first[group]
        return self.first[group] + (rng.random(len(group)) * size).astype(np.int64)

    def skill(self, table, counts, occupation, rng):
        """Return one skill of each occupation."""
        return table[occupation, (rng.random(len(occupation)) * counts[occupation]).astype(np.int64)]


def draw_market(size: str, seed: int = 20260101) -> Store:
    """Return the market of a size."""
    rng = np.random.default_rng(seed)
    world = World(rng)
    candidates, vacancies = SIZES[size]
    people, posts = draw_people(world, candidates, rng), draw_posts(world, vacancies, rng)
    skills = tuple(f"S{number:05d}" for number in range(SKILLS))
    words = Vocabulary(world.codes, skills, LANGUAGES, COUNTRIES, ())
    weights = weigh_skills(posts.essential, posts.optional, skills=SKILLS, vacancies=vacancies)
    return Store(people, posts, words, weights)


def not_given(count: int) -> Lists:
    """Return lists that were not given."""
    return Lists(np.zeros(count + 1, np.int64), np.zeros(0, np.int32), np.zeros(count, np.bool_))


def draw_people(world: World, count: int, rng) -> Candidates:
    """Return candidates."""
    own_group = rng.choice(GROUPS, count, p=world.supply)
    own = world.occupation_in(own_group, rng)
    further = rng.choice(3, count, p=(0.5, 0.3, 0.2))
    row = np.repeat(np.arange(count), further)
    elsewhere = np.where(rng.random(len(row)) < 0.6, own_group[row], rng.choice(GROUPS, len(row), p=world.supply))
    rows = np.concatenate([np.arange(count), row])
    codes = np.concatenate([own, world.occupation_in(elsewhere, rng)])
    years = np.round(np.concatenate([rng.exponential(6, count), rng.exponential(3, len(row))]), 1)
    order = np.lexsort((codes, rows))
    languages, levels = draw_languages(world, count, rng)
    accepts = np.where(rng.random(count) < 0.2, 0, rng.integers(3, 15, count))
    return Candidates(
        ids=np.arange(1, count + 1),
        occupations=as_lists(rows[order], codes[order], count),
        years=years[order],
        skills=draw_skills(world, own, rng),
        languages=languages,
        levels=levels,
        eqf=rng.choice(np.arange(2, 9), count, p=(0.08, 0.14, 0.24, 0.18, 0.2, 0.13, 0.03)).astype(np.int8),
        destinations=some_of(accepts, COUNTRIES, rng),
        recognised_in=some_of(rng.poisson(3, count), COUNTRIES, rng),
        available=(FIRST_DAY + MONTH * np.floor(rng.exponential(2, count))).astype(np.int32),
        licences=not_given(count),
        birth_date=np.full(count, np.iinfo(np.int32).min, np.int32),
        min_salary_eur=np.full(count, np.nan),
        remote=np.full(count, -1, np.int8),
    )


def draw_skills(world: World, own, rng) -> Lists:
    """Return 8 to 25 skills a person: 62 % essential of the own occupation, 23 % optional, 15 % any."""
    row = np.repeat(np.arange(len(own), dtype=np.int64), rng.integers(8, 26, len(own)))
    kind, mine = rng.random(len(row)), own[row]
    skill = np.where(
        kind < 0.62,
        world.skill(world.essential, world.essentials, mine, rng),
        world.skill(world.optional, world.optionals, mine, rng),
    )
    skill = np.where(kind < 0.85, skill, rng.choice(SKILLS, len(row), p=world.popular))
    return distinct(row, skill, len(own), SKILLS)


def draw_languages(world: World, count: int, rng):
    """Return languages and levels: a native one at C2, and up to three others."""
    others = rng.choice(4, count, p=(0.36, 0.32, 0.22, 0.1))
    row = np.concatenate([np.arange(count), np.repeat(np.arange(count), others)])
    native = rng.choice(len(LANGUAGES), count, p=world.native)
    word = np.concatenate([native, rng.choice(len(LANGUAGES), len(row) - count, p=world.asked)])
    level = np.where(np.arange(len(row)) < count, 6, rng.integers(1, 7, len(row)))
    order = np.lexsort((level, word, row))
    row, word, level = row[order], word[order], level[order]
    is_best = np.append((row[1:] != row[:-1]) | (word[1:] != word[:-1]), True)
    return as_lists(row[is_best], word[is_best], count), level[is_best].astype(np.int8)


def draw_posts(world: World, count: int, rng) -> Vacancies:
    """Return vacancies."""
    occupation = world.occupation_in(rng.choice(GROUPS, count, p=world.demand), rng)
    essential = wanted(world, world.essential, world.essentials, occupation, rng.integers(5, 16, count), rng)
    optional = wanted(world, world.optional, world.optionals, occupation, rng.integers(0, 9, count), rng)
    languages = some_of(1 + (rng.random(count) < 0.25), LANGUAGES, rng, p=world.asked)
    employer = rng.choice(30_000, count, p=zipf(30_000, 0.8, rng))
    return Vacancies(
        ids=np.arange(1, count + 1),
        employer_ids=tuple(f"E{number}" for number in employer.tolist()),
        occupation=occupation.astype(np.int32),
        essential=essential,
        optional=optional,
        languages=languages,
        levels=rng.choice((1, 2, 3, 4), len(languages.value), p=(0.2, 0.3, 0.3, 0.2)).astype(np.int8),
        eqf_min=rng.choice(np.arange(2, 8), count, p=(0.3, 0.25, 0.2, 0.1, 0.1, 0.05)).astype(np.int8),
        regulated=(rng.random(count) < 0.15).astype(np.int8),
        years_min=rng.choice(6, count, p=(0.3, 0.2, 0.2, 0.15, 0.05, 0.1)).astype(np.float64),
        country=rng.choice(len(COUNTRIES), count, p=zipf(len(COUNTRIES), 0.8, rng)).astype(np.int32),
        positions=np.minimum(rng.zipf(2.6, count), 1000).astype(np.int32),
        start=(FIRST_DAY + MONTH * rng.integers(0, 12, count)).astype(np.int32),
        licences=not_given(count),
        salary_eur=np.full(count, np.nan),
        remote=np.full(count, -1, np.int8),
        age_min=np.full(count, -1, np.int32),
        age_max=np.full(count, -1, np.int32),
    )


def wanted(world: World, table, sizes, occupation, counts, rng) -> Lists:
    """Return some skills of each vacancy's occupation."""
    row = np.repeat(np.arange(len(occupation), dtype=np.int64), counts)
    return distinct(row, world.skill(table, sizes, occupation[row], rng), len(occupation), SKILLS)


def some_of(counts, words, rng, p=None) -> Lists:
    """Return up to `counts` distinct words per row."""
    row = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    return distinct(row, rng.choice(len(words), len(row), p=p), len(counts), len(words))
