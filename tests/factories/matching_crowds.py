"""Random markets large enough to fill tiles, crowds and heaps: thousands of pairs per list, any shape of columns."""

import random
from datetime import timedelta

from corridor.engines.matching import Asking, CandidateRow, Occupations, Options, VacancyRow, Weights
from tests.factories.matching_markets import FIRST_DAY, maybe

WEIGHTS = (
    Weights(), Weights(1.0, 0.0, 0.0, 0.0), Weights(0.0, 0.0, 1.0, 0.0), Weights(0.0, 0.0, 0.0, 1.0),
    Weights(0.0, 1.0, 0.0, 0.0), Weights(0.5, 0.5, 0.0, 0.0), Weights(0.0, 0.3, 0.3, 0.4), Weights(0.3, 0.3, 0.4, 0.0),
)  # fmt: skip


class Scene:
    """What a market is drawn from: how many words of each kind, how unequal, and how much is not given."""

    def __init__(self, rng):
        self.rng = rng
        self.power = rng.choice((0.0, 0.7, 1.5, 3.0))
        self.gaps = rng.choice((0.0, 0.2, 0.6, 0.95))
        self.skills = [f"s{n}" for n in range(rng.choice((3, 40, 300, 3000)))]
        self.countries = [f"{a}{b}X" for a in "ABCDEFGHIJKL" for b in "ABCDEFGHIJ"][: rng.choice((1, 3, 33, 120))]
        self.languages = [f"l{n}" for n in range(rng.choice((1, 3, 24)))]
        self.licences = [f"L{n}" for n in range(rng.choice((1, 3, 40)))]
        groups = rng.choice((("2221",), ("2221", "2222", "2230", "5321"), tuple(f"{n}" for n in range(2110, 2170))))
        self.groups = groups
        self.codes = [*groups, *(f"{group}.{n}" for group in groups for n in range(rng.choice((0, 1, 6))))]
        self.spread = rng.choice((0, 3, 40, 400))
        self.most = rng.choice((1, 4, 12, 40))
        self.related = frozenset(tuple(rng.sample(groups, 2)) for _ in range(rng.randint(0, 4)) if len(groups) > 1)

    def one(self, words):
        """Return a word; the first ones are the more popular the greater the power."""
        return words[int(len(words) * self.rng.random() ** (1 + self.power))]

    def some(self, words, most):
        """Return words that may repeat, or none."""
        return [self.one(words) for _ in range(self.rng.randint(0, most))]

    def day(self):
        """Return a day."""
        return FIRST_DAY + timedelta(days=self.rng.randint(0, self.spread))

    def years(self):
        """Return years, now with a fraction and now without."""
        return self.rng.choice((float(self.rng.randint(0, 12)), round(self.rng.expovariate(0.2), 1)))

    def person(self, number):
        """Return a candidate."""
        rng, gaps = self.rng, self.gaps
        occupations = [(self.one(self.codes), maybe(rng, gaps / 4, self.years)) for _ in range(rng.randint(0, 3))]
        return CandidateRow(
            candidate_id=number,
            occupations=maybe(rng, gaps / 10, lambda: occupations),
            skills=maybe(rng, gaps / 5, lambda: self.some(self.skills, 2 * self.most)),
            languages=maybe(rng, gaps, lambda: [(word, rng.randint(1, 6)) for word in self.some(self.languages, 8)]),
            eqf=maybe(rng, gaps, lambda: rng.randint(1, 8)),
            destinations=maybe(rng, gaps, lambda: self.some(self.countries, 12)),
            recognised_in=maybe(rng, gaps, lambda: self.some(self.countries, 9)),
            available=maybe(rng, gaps, self.day),
            licences=maybe(rng, (1 + gaps) / 2, lambda: self.some(self.licences, 6)),
            birth_date=maybe(rng, gaps, lambda: FIRST_DAY - timedelta(days=rng.randint(6000, 16000))),
            min_salary_eur=maybe(rng, gaps, lambda: rng.choice((0.0, 1800.0, 2000.5))),
            remote=maybe(rng, gaps, lambda: rng.random() < 0.2),
        )

    def post(self, number):
        """Return a vacancy."""
        rng, gaps = self.rng, self.gaps
        asked = [(word, rng.randint(1, 3)) for word in self.some(self.languages, 2)]
        return VacancyRow(
            vacancy_id=number,
            occupation=maybe(rng, gaps / 20, lambda: self.one(self.codes)),
            essential_skills=[self.one(self.skills), *self.some(self.skills, self.most)],
            optional_skills=maybe(rng, gaps, lambda: self.some(self.skills, self.most)),
            languages=maybe(rng, gaps, lambda: asked),
            eqf_min=maybe(rng, gaps, lambda: rng.randint(1, 5)),
            regulated=maybe(rng, gaps, lambda: rng.random() < 0.2),
            years_min=maybe(rng, gaps, lambda: rng.choice((0.0, 0.0, 1.0, 2.5, 4.0))),
            country=maybe(rng, gaps / 5, lambda: self.one(self.countries)),
            positions=rng.choice((1, 1, 7, 2**31 - 1)),
            start=maybe(rng, gaps, self.day),
            licences=maybe(rng, (2 + gaps) / 3, lambda: self.some(self.licences, 2)),
            salary_eur=maybe(rng, gaps, lambda: rng.choice((1800.0, 2000.0, 2500.0))),
            remote=maybe(rng, gaps, lambda: rng.random() < 0.7),
            age_min=maybe(rng, (4 + gaps) / 5, lambda: rng.choice((18, 21, 30))),
            age_max=maybe(rng, (4 + gaps) / 5, lambda: rng.choice((30, 45, 67))),
        )

    def options(self):
        """Return options of any kind."""
        rng = self.rng
        return Options(
            asking=rng.choice(list(Asking)),
            top=rng.randint(1, 60),
            occupations=rng.choice(list(Occupations)),
            weights=rng.choice(WEIGHTS),
            related=self.related,
            threads=rng.choice((1, 2, 5)),
        )


def random_crowd(seed, *, people, posts):
    """Return candidates, vacancies and options drawn from a seed, `people` and `posts` rows at most."""
    rng = random.Random(f"crowd {seed}")
    scene = Scene(rng)
    many = [rng.choice((1, most // 10, most // 3, most)) for most in (people, posts)]
    ids = [rng.sample(range(-most, 9 * most), most) for most in many]
    return [scene.person(n) for n in ids[0]], [scene.post(n) for n in ids[1]], scene.options()
