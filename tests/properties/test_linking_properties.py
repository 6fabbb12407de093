"""The fast way beside the plain one, on any text; the order of rows changes nothing."""

import zlib

import numpy as np
from hypothesis import given, settings, strategies as st

from corridor.engines.linking import Label, build, link, name_distance
from corridor.engines.linking.reference import link_plain

few = settings(max_examples=25, deadline=None)
WORDS = st.sampled_from(
    ["nurse", "Nurse", "nurses", "ships' cook", "cook", "Bäcker/in", "(m/w/d)", "aide / aidante", "ممرضة", "مُمَرِّض", "🙂",
     "\u200f", "", "straße", "łódź", "é", "a", "/", "看護師", "नर्स"]
)  # fmt: skip
TITLES = st.one_of(st.lists(WORDS, max_size=5).map(" ".join), st.text(max_size=25))
LANGS = st.sampled_from(["en", "fr"])
CONCEPTS = st.sampled_from(["a", "b", "c"])


@st.composite
def label_lists(draw, least=0):
    rows = draw(st.lists(st.tuples(CONCEPTS, LANGS, TITLES), min_size=least, max_size=8))
    numbers = draw(st.permutations(range(len(rows))))
    return [Label(number, *row) for number, row in zip(numbers, rows, strict=True)]


def near(found, plain):
    """Whether links are the same up to one unit of the sixth decimal, which may change the order of near ties."""
    ours = {one.id: (one.score, one.matched_label) for one in found}
    theirs = {one: (score, matched) for one, score, matched in plain}
    gone = [score for rows, others in ((ours, theirs), (theirs, ours)) for one, (score, _) in rows.items()
            if one not in others]  # fmt: skip
    shared = ours.keys() & theirs.keys()
    return all(score <= 2e-6 for score in gone) and all(abs(ours[k][0] - theirs[k][0]) <= 1.5e-6 for k in shared)


@few
@given(label_lists(), st.lists(TITLES, min_size=1, max_size=3))
def test_the_fast_way_gives_what_the_plain_one_gives(labels, queries):
    found = link(build(labels), queries)

    for place, query in enumerate(queries):
        plain = link_plain(labels, query)
        assert near(found.of(place), plain)
        assert [one.score for one in found.of(place)] == sorted((one.score for one in found.of(place)), reverse=True)


@few
@given(label_lists(), label_lists(least=1), TITLES)
def test_the_pivot_gives_what_the_plain_way_gives(labels, further, query):
    lang = further[0].lang

    found = link(build(labels), [query], lang=lang, pivot=build(further))

    assert near(found.of(0), link_plain(labels, query, further=further, lang=lang))


def shapes(texts):
    """An encoder that stands for any: 16 numbers of each text, some below 0, none for a text of nothing."""
    rows = [
        np.random.default_rng(zlib.crc32(text.encode("utf-8", "replace"))).normal(size=16) * bool(text.strip())
        for text in texts
    ]
    return np.array(rows, np.float32)


@few
@given(label_lists(least=1), label_lists(least=1), TITLES)
def test_an_encoder_adds_what_it_adds_in_the_plain_way(labels, further, query):
    lang = further[0].lang

    alone = link(build(labels, encoder=shapes), [query])
    carried = link(build(labels, encoder=shapes), [query], lang=lang, pivot=build(further, encoder=shapes))

    assert near(alone.of(0), link_plain(labels, query, encoder=shapes))
    assert near(carried.of(0), link_plain(labels, query, further=further, lang=lang, encoder=shapes))


@few
@given(label_lists(), label_lists(least=1), st.lists(TITLES, max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(labels, further, queries, chance):
    shuffled = chance.sample(labels, len(labels))

    one = link(build(labels), queries, pivot=build(further))
    other = link(build(shuffled), queries, pivot=build(further[::-1]))

    assert [one.of(place) for place in range(len(queries))] == [other.of(place) for place in range(len(queries))]


@few
@given(label_lists(least=1), TITLES)
def test_a_query_twice_gives_the_same_links_twice(labels, query):
    found = link(build(labels), [query, query], top=3)

    assert found.of(0) == found.of(1)
    assert len(found.of(0)) <= 3
    assert all(0 < one.score <= 1 for one in found.of(0))


@few
@given(st.text(max_size=30), st.text(max_size=30))
def test_names_have_a_distance_whatever_stands_in_them(one, other):
    assert name_distance(one, one) == 0
    assert 0 <= name_distance(one, other) == name_distance(other, one) <= 1


def test_a_text_of_a_hundred_thousand_letters_is_linked_like_any_other():
    labels = [Label(1, "cook", "en", "ship's cook"), Label(2, "nurse", "en", "nurse")]

    found = link(build([*labels, Label(3, "long", "en", "cook " * 20_000)]), ["ship's cook " * 8_000])

    assert {one.id for one in found.of(0)} == {1, 3}
