"""A sample of the MELO sets against the whole corpus (Avature, 2024), and tf-idf of letters as published beside it."""

import gzip

import numpy as np
import pytest

from corridor.engines.linking import Label, build, link

EVERY = 7


def rows_of(path):
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [line.rstrip("\n").split("\t") for line in stream]


def melo(folder):
    """Every seventh title, the whole corpus, and the right labels of each title."""
    concepts = dict(rows_of(folder / "concept_mapping.tsv.gz"))
    labels = [Label(key, concepts[key], "", text) for key, text in rows_of(folder / "corpus_elements.tsv.gz")]
    right = {}
    for query, _zero, key, _one in rows_of(folder / "annotations.tsv.gz"):
        right.setdefault(query, set()).add(key)
    queries = rows_of(folder / "queries.tsv.gz")[::EVERY]
    return [text for _key, text in queries], labels, [right[key] for key, _text in queries]


@pytest.mark.parametrize(
    ("name", "pivot", "floor"),
    [("usa_q_en_c_en", None, 0.62), ("fra_q_fr_c_en", "fra_q_fr_c_fr", 0.82)],
)
def test_a_sample_of_titles_reaches_its_reciprocal_rank(shared_data, name, pivot, floor):
    queries, labels, right = melo(shared_data / "data" / "linking" / name)
    further = build(melo(shared_data / "data" / "linking" / pivot)[1]) if pivot else None

    found = link(build(labels), queries, pivot=further)

    ranks = [
        next((one.rank for one in found.of(place) if one.id in right[place]), np.inf) for place in range(len(right))
    ]
    assert len(queries) > 90
    assert np.mean(1 / np.array(ranks, float)) >= floor
