"""Random changes of small markets, and what a ranking of the market as it is then would list."""

import random
from dataclasses import dataclass, field, replace

from corridor.engines.matching import Asking
from corridor.engines.matching.live import Change
from corridor.engines.matching.reference import (
    PlainEdge,
    best_of,
    first_failing,
    parts_of,
    score_of,
    skill_weight,
    skill_weights,
)
from tests.factories.matching_markets import random_candidate, random_market, random_vacancy


@dataclass
class MovingMarket:
    """A market of plain rows by id, the weights of its first day, and the options of its index."""

    candidates: dict
    vacancies: dict
    options: object
    rng: random.Random
    skills: list
    snapshot: dict = field(default_factory=dict)
    unnamed: int = 30
    text: tuple = (False, False)

    def weight(self):
        """Return the weight of every skill as of the first day."""
        named = {
            str(s) for row in self.vacancies.values() for s in (*row.essential_skills, *(row.optional_skills or ()))
        }
        return {skill: self.snapshot.get(skill, self.unnamed) for skill in named}

    def change(self):
        """Change the market at random; return what has changed."""
        rng = self.rng
        people, posts = (
            moved(rng, rows, lambda n, draw=draw: draw(rng, n, self.skills, 0.8), column, is_text)
            for rows, draw, column, is_text in (
                (self.candidates, random_candidate, "candidate_id", self.text[0]),
                (self.vacancies, random_vacancy, "vacancy_id", self.text[1]),
            )
        )
        return Change(people[0], posts[0], people[1], posts[1])

    def listed(self, asker, asking, top):
        """Return the list of one row as the definition gives it, under the weights of the first day."""
        weight, found = self.weight(), []
        others = self.vacancies if asking is Asking.CANDIDATES else self.candidates
        for other in others.values():
            pair = (asker, other) if asking is Asking.CANDIDATES else (other, asker)
            if first_failing(*pair, self.options) is None:
                parts = parts_of(*pair, self.options, {**weight, **self.weights_of(pair[1])})
                ids, score = (pair[1].vacancy_id, pair[0].candidate_id), score_of(parts, self.options.weights)
                found.append((-score, ids[asking is not Asking.CANDIDATES], PlainEdge(*ids, 0, score, parts)))
        return [(by_id(edge, asking), edge.score, edge.parts) for edge in best_of(found, top)]

    def weights_of(self, vacancy):
        """Return the weights of what a vacancy outside of the market names."""
        skills = (*vacancy.essential_skills, *(vacancy.optional_skills or ()))
        return {str(skill): self.snapshot.get(str(skill), self.unnamed) for skill in skills}


def by_id(edge, asking):
    """Return the id of the partner."""
    return edge.vacancy_id if asking is Asking.CANDIDATES else edge.candidate_id


def moved(rng, rows, make, column, is_text):
    """Let some rows of one side go, change, and come; return the rows that came or changed, and the ids that left."""
    gone = rng.sample(sorted(rows), rng.randint(0, min(2, len(rows))))
    for wanted in gone:
        del rows[wanted]
    ids = set(rng.sample(sorted(rows), rng.randint(0, min(2, len(rows)))))
    fresh = [f"x{rng.randint(-20, 400)}é" if is_text else rng.randint(-20, 400) for _ in range(rng.randint(0, 3))]
    new = [replace(make(0), **{column: one}) for one in sorted(ids | set(fresh))]
    rows.update({getattr(row, column): row for row in new})
    return new, [one for one in gone if one not in rows]


def moving_market(seed, *, most_candidates=12, most_vacancies=10):
    """Return a market that can change, drawn from a seed; some skills are named only after its first day."""
    candidates, vacancies, options = random_market(seed, most_candidates=most_candidates, most_vacancies=most_vacancies)
    return MovingMarket(
        {row.candidate_id: row for row in candidates},
        {row.vacancy_id: row for row in vacancies},
        options,
        random.Random(seed),
        ["a", "b", "c", "d", "é", 3, 4, "s5", "s6", "new"],
        skill_weights(vacancies),
        skill_weight(max(len(vacancies), 1), 1),
        (
            any(isinstance(row.candidate_id, str) for row in candidates),
            any(isinstance(row.vacancy_id, str) for row in vacancies),
        ),
    )
