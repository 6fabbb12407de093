"""Other ways of computing under the weights of an index: an explanation, and a whole ranking to compare with."""

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


def explained(index: Warm, candidate: CandidateRow, vacancy: VacancyRow) -> Explanation:
    """Return why a pair has its score in an index, or why it is not eligible; neither row need be in it."""
    store = under_weights_of(index, store_from_rows([candidate], [vacancy]))
    return explain(store, 0, 0, index.options)
