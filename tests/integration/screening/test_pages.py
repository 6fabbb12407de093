"""The page of a comparison: weights that move the ranking, scores, pairs, and what is said where nothing stands."""

import pytest
from django.urls import reverse

from corridor.core.models import AuditEntry, Run
from corridor.design.screening import services
from corridor.design.screening.models import Criterion
from corridor.design.screening.selectors import comparison_of
from corridor.kernel.errors import InputError
from corridor.knowledge.codelists.rules import load_list
from corridor.knowledge.codelists.services import load_codelists
from tests.factories.design import make_designer, make_exercise, make_scored_exercise
from tests.factories.screening import make_opposed_exercise

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def opened(client, sign_in):
    """A comparison whose designer is signed in, with a way to its pages."""
    exercise = make_opposed_exercise()
    sign_in(make_designer(exercise.scheme))
    return exercise


def to(name, exercise, *more):
    return reverse(f"screening:{name}", args=[exercise.scheme.pk, exercise.kind, *more])


def weights(exercise, **given):
    return {f"w{row.pk}": str(given[row.name]) for row in exercise.criteria.all()}


def first_of(page):
    return page.partition("comes first")[0].split()[-1].rpartition(">")[2].rpartition('"')[2]


def test_another_weight_gives_another_order_and_keeps_nothing(client, opened):
    supply = client.post(to("rerank", opened), weights(opened, supply=3, links=1), headers=HTMX).content.decode()
    links = client.post(to("rerank", opened), weights(opened, supply=1, links=3), headers=HTMX).content.decode()

    assert (first_of(supply), first_of(links)) == ("A", "B")
    assert set(opened.criteria.values_list("weight", flat=True)) == {1}
    assert Run.objects.count() == 0


def test_the_fragment_is_the_table_alone_and_says_that_nothing_is_saved(client, opened):
    page = client.post(to("rerank", opened), weights(opened, supply=3, links=1), headers=HTMX).content.decode()

    assert page.lstrip().startswith('<div id="ranking"')
    assert "Nothing is saved." in page
    assert "<html" not in page


def test_without_scripts_a_button_gives_the_whole_page(client, opened):
    answer = client.post(to("rerank", opened), weights(opened, supply=1, links=3))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert first_of(page[page.index("In short") :]) == "B"
    assert 'value="3"' in page


@pytest.mark.parametrize("given", [{"supply": 0, "links": 0}, {"supply": -1, "links": 2}, {"supply": "x", "links": 1}])
def test_weights_that_rank_nothing_are_answered_in_place(client, opened, given):
    page = client.post(to("rerank", opened), weights(opened, **given), headers=HTMX).content.decode()

    assert "These weights rank nothing." in page


def test_weights_are_saved_and_audited(client, opened):
    assert client.post(to("weights", opened), weights(opened, supply=3, links=1)).status_code == 302

    assert opened.criteria.get(name="supply").weight == 3
    assert AuditEntry.objects.filter(action="screening.weights_kept").count() == 1


def test_weights_of_zero_are_not_saved(client, opened):
    answer = client.post(to("weights", opened), weights(opened, supply=0, links=0))

    assert answer.status_code == 422
    assert "All weights are zero." in answer.content.decode()
    assert set(opened.criteria.values_list("weight", flat=True)) == {1}


def test_the_firmness_is_worked_out_for_the_weights_that_are_tried(client, opened):
    page = client.get(to("method", opened), weights(opened, supply=99, links=1), headers=HTMX).content.decode()

    row = page[page.index(">A<") :]
    assert row.split('class="n"')[1].partition(">")[2].startswith("100%")


def test_every_criterion_stands_with_its_points_on_the_page_of_an_alternative(client, opened):
    page = client.get(to("place", opened, opened.alternatives.get(name="A").pk)).content.decode()

    assert "50.0" in page
    assert "Survey" in page


def test_a_new_comparison_begins_with_the_criteria_of_the_guide(client, sign_in):
    exercise = make_exercise()
    scheme = exercise.scheme
    sign_in(make_designer(scheme))
    address = reverse("screening:comparison", args=[scheme.pk, "sector"])

    assert "not begun yet" in client.get(address).content.decode()
    client.post(reverse("screening:begin", args=[scheme.pk, "sector"]))

    assert Criterion.objects.filter(exercise__scheme=scheme, exercise__kind="sector").count() == 7
    assert "Nothing can be ranked yet." in client.get(address).content.decode()


def test_the_table_of_scores_shows_every_cell(client, opened):
    page = client.get(to("scores", opened)).content.decode()

    assert page.count('name="s') == 4


def test_a_page_of_another_kind_is_not_there(client, opened):
    assert client.get(reverse("screening:comparison", args=[opened.scheme.pk, "region"])).status_code == 404


@pytest.fixture
def lists():
    load_codelists(by=None, lists=[load_list("countries"), load_list("nace2")])


def test_countries_are_compared_in_each_sector_of_the_first_stage(client, opened, lists):
    first = make_exercise(opened.scheme, kind="sector")
    first.alternatives.create(name="Health", code="Q")
    first.alternatives.create(name="Construction", code="F")

    page = client.get(to("pairs", opened)).content.decode()
    answer = client.post(to("pairs", opened), {"origins": ["MAR", "TUN"], "sectors": ["Q", "F"]})

    assert "Construction" in page
    assert answer.status_code == 302
    pairs = set(opened.alternatives.exclude(sector="").values_list("code", "sector"))
    assert pairs == {("MAR", "Q"), ("MAR", "F"), ("TUN", "Q"), ("TUN", "F")}


def test_a_pair_is_named_in_every_language(lists):
    exercise = make_exercise()

    [row] = services.add_pairs(exercise=exercise, origins=["MAR"], sectors=["F"], by=make_designer(exercise.scheme))

    assert row.name == "Morocco – Construction"
    assert row.wordings["name"]["fr"].startswith("Maroc – ")
    assert set(row.wordings["name"]) == {"of", "fr", "es", "ar"}


def test_pairs_that_are_compared_already_are_not_added_again(lists):
    exercise = make_exercise()
    by = make_designer(exercise.scheme)
    services.add_pairs(exercise=exercise, origins=["MAR"], sectors=["F"], by=by)

    again = services.add_pairs(exercise=exercise, origins=["MAR", "TUN"], sectors=["F"], by=by)

    assert [row.code for row in again] == ["TUN"]


def test_more_pairs_than_anybody_can_read_are_refused(lists):
    exercise = make_exercise()
    origins = [f"{n:03}" for n in range(50)]

    with pytest.raises(InputError, match="too many to compare"):
        services.add_pairs(
            exercise=exercise, origins=origins, sectors=["A", "B", "C", "D", "E"], by=make_designer(exercise.scheme)
        )


def test_a_criterion_that_nobody_knows_anything_of_opens_every_interval(client, sign_in):
    exercise = make_scored_exercise(table={"A": {"a": 4, "b": None}, "B": {"a": 2, "b": None}})
    sign_in(make_designer(exercise.scheme))

    page = client.get(to("comparison", exercise)).content.decode()

    assert page.count("thin") >= 2
    assert comparison_of(exercise).known(exercise.alternatives.first()) == 1
