"""Other ways of computing under the weights of an index: an explanation, and a whole ranking to compare with."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from corridor.engines.matching.explain import explain
from corridor.engines.matching.live.warm import Warm
from corridor.engines.matching.rows import store_from_rows
from corridor.engines.matching.types import CandidateRow, Explanation, Store, VacancyRow


def under_weights_of(index: Warm, store: Store) -> Store:
    """Return a market whose skills weigh what they weigh in an index: ranked, it gives the answers of the index."""
    scale, numbers = index.weights_as_of, index.words.skills
    weight = [scale.weight[numbers[skill]] if skill in numbers else scale.unnamed for skill in store.words.skills]
    return replace(store, skill_weight=np.array(weight, np.int32))


def explained(index: Warm, pairs: Sequence[tuple[CandidateRow, VacancyRow]]) -> tuple[Explanation, ...]:
    """Return why pairs have their scores in an index, or why they are not eligible; no row need be in it."""
    people = {row.candidate_id: row for row, _ in pairs}
    posts = {row.vacancy_id: row for _, row in pairs}
    store = under_weights_of(index, store_from_rows([*people.values()], [*posts.values()]))
    place_c = {one: place for place, one in enumerate(store.candidates.ids.tolist())}
    place_v = {one: place for place, one in enumerate(store.vacancies.ids.tolist())}
    return tuple(explain(store, place_c[c.candidate_id], place_v[v.vacancy_id], index.options) for c, v in pairs)
