"""Links that can be followed without a computer."""

import pytest

from corridor.engines.linking import Label, build, link
from corridor.kernel.errors import InputError

ENGLISH = (
    Label(1, "nurse", "en", "nurse"),
    Label(2, "nurse", "en", "registered nurse"),
    Label(3, "cook", "en", "cook"),
    Label(4, "welder", "en", "welder"),
)
FRENCH = (
    Label(1, "nurse", "fr", "infirmier/infirmière"),
    Label(2, "cook", "fr", "cuisinier/cuisinière"),
    Label(3, "cook", "es", "cocinero"),
)


def ids(found, query=0):
    return [one.id for one in found.of(query)]


def test_the_only_label_of_a_concept_is_fully_alike_to_itself():
    found = link(build(ENGLISH), ["Cook"])

    assert [(one.id, one.score, one.matched_label) for one in found.of(0)] == [(3, 1.0, "cook")]


def test_another_label_of_the_same_concept_lifts_a_label():
    # "nurse" is alike to itself by 1; the sum of both labels of the concept is alike to it by less than 1.
    first, second = link(build(ENGLISH), ["nurse"]).of(0)

    assert (first.id, second.id) == (1, 2)
    assert 1 > first.score > 0.75 > second.score > 0


def test_equal_scores_stand_in_the_order_of_the_ids():
    labels = [Label(number, f"concept {number % 3}", "en", "welder") for number in (9, 4, 11, 2)]

    found = link(build(labels), ["welder"])

    assert ids(found) == [2, 4, 9, 11]
    assert len({one.score for one in found.of(0)}) == 1


def test_a_title_reaches_labels_of_another_language_through_its_own():
    found = link(build(ENGLISH), ["Infirmière (h/f)", "cuisinier"], lang="fr", pivot=build(FRENCH))

    # Both labels of the nurse get the score of the French one, and a share of what they look like themselves.
    assert set(ids(found)[:2]) == {1, 2}
    assert {one.matched_label for one in found.of(0)[:2]} == {"infirmier/infirmière"}
    assert found.of(1)[0].id == 3


def test_only_labels_in_the_language_of_the_query_carry_over():
    index, pivot = build(ENGLISH), build(FRENCH)

    assert ids(link(index, ["cocinero"], lang="es", pivot=pivot))[0] == 3
    assert link(index, ["cocinero"], lang="es", pivot=pivot).of(0)[0].matched_label == "cocinero"
    assert "cocinero" not in {one.matched_label for one in link(index, ["cocinero"], lang="fr", pivot=pivot).of(0)}


@pytest.mark.parametrize("query", ["", "   ", "🙂", "\u200f", "--- / ()"])
def test_a_text_without_letters_is_linked_to_nothing(query):
    assert link(build(ENGLISH), [query]).of(0) == ()
    assert link(build(ENGLISH), [query], pivot=build(FRENCH)).of(0) == ()


def test_no_labels_or_no_queries_give_no_links():
    assert link(build([]), ["nurse"]).of(0) == ()
    assert link(build(ENGLISH), []).queries == 0


def test_top_bounds_the_links_of_each_query():
    found = link(build(ENGLISH), ["nurse", "welder"], top=1)

    assert found.query.tolist() == [0, 1]
    assert found.rank.tolist() == [1, 1]


def test_what_cannot_be_linked_is_refused():
    with pytest.raises(InputError, match="more than one label"):
        build([*ENGLISH, ENGLISH[0]])
    with pytest.raises(InputError, match="some are text"):
        build([*ENGLISH, Label("a", "nurse", "en", "nurse")])
    with pytest.raises(InputError, match="At least one link"):
        link(build(ENGLISH), ["nurse"], top=0)
    with pytest.raises(InputError, match="language de"):
        link(build(ENGLISH), ["nurse"], lang="de", pivot=build(FRENCH))
