"""Tables of near skills for the small random markets."""

import random


def skills_in(candidates, vacancies):
    """Return the skills of both sides as text, sorted."""
    wanted = {skill for row in vacancies for skill in (*row.essential_skills, *(row.optional_skills or ()))}
    return sorted({str(skill) for skill in wanted | {skill for row in candidates for skill in row.skills or ()}})


def random_near(seed, candidates, vacancies, *, values=range(1, 100)):
    """Return a table of near skills, some of which nobody knows; `values` are the nearnesses that it may have."""
    rng = random.Random(seed)
    skills = [*skills_in(candidates, vacancies), "nobody's", "unheard of"]
    found = {}
    for _ in range(rng.randint(1, 3 * len(skills))):
        pair = rng.sample(skills, 2)
        found[min(pair), max(pair)] = (*pair, rng.choice(list(values)))
    return frozenset(found.values())
