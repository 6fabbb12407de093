"""Scores come from hands or from evidence, each with its source; what is not known stays open."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from corridor.core.models import AuditEntry
from corridor.design.evidence.values import IndicatorValue
from corridor.design.screening import services, taking
from corridor.design.screening.models import Criterion, Score
from corridor.design.screening.selectors import is_old
from corridor.kernel.errors import InputError, NotPermitted
from tests.factories.access import make_user
from tests.factories.design import make_designer, make_exercise, make_scored_exercise

pytestmark = pytest.mark.django_db


def said(criterion, alternative, value, low=0.0, high=1.0, **fields):
    known = {"low": value, "high": value} if value is not None else {"low": low, "high": high}
    defaults = {"unit": "per cent", "source": "Office", "vintage": "2025", "is_synthetic": False, "note": ""}
    return IndicatorValue(criterion=criterion, alternative=alternative, value=value, **known | defaults | fields)


@pytest.fixture
def exercise():
    found = make_exercise()
    Criterion.objects.create(exercise=found, code="labour_supply")
    Criterion.objects.create(exercise=found, code="training_needs", direction="down", scale_low=0, scale_high=10)
    for code in ("MAR", "TUN"):
        found.alternatives.create(code=code, name=code)
    return found


@pytest.fixture
def evidence(monkeypatch):
    """What the indicators say, instead of figures that would have to be imported."""
    given = []
    monkeypatch.setattr(
        taking, "evidence_values", lambda **asked: [row for row in given if row.alternative in asked["codes"]]
    )
    return given


def take(exercise, **kwargs):
    return taking.take_evidence(exercise=exercise, by=make_designer(exercise.scheme), **kwargs)


def score(code, criterion):
    return Score.objects.get(alternative__code=code, criterion__code=criterion)


def test_a_place_between_worst_and_best_goes_to_the_criterions_own_scale(exercise, evidence):
    # Three quarters of the way: 1 + 0.75 * 4 = 4 where more is better, 10 - 0.75 * 10 = 2.5 where less is.
    evidence += [said("labour_supply", "MAR", 0.75), said("training_needs", "MAR", 0.75)]

    take(exercise)

    assert (score("MAR", "labour_supply").value, score("MAR", "training_needs").value) == (4, Decimal("2.5"))


def test_a_taken_score_keeps_source_date_unit_and_marks(exercise, evidence):
    evidence.append(said("labour_supply", "MAR", 0.5, is_synthetic=True, note="Unemployment by occupation"))

    take(exercise)

    found = score("MAR", "labour_supply")
    assert (found.source, found.vintage, found.unit) == ("Office", "2025", "per cent")
    assert (found.is_synthetic, found.is_from_evidence, found.note) == (True, True, "Unemployment by occupation")


def test_what_evidence_does_not_know_is_an_interval_and_no_value(exercise, evidence):
    evidence.append(said("training_needs", "MAR", None, low=0.2, high=0.6))

    found = take(exercise)

    row = score("MAR", "training_needs")
    assert (row.value, row.low, row.high) == (None, 4, 8)
    assert (found.taken, found.unknown) == (0, 1)


def test_what_people_entered_stays_unless_it_is_to_be_replaced(exercise, evidence):
    evidence.append(said("labour_supply", "MAR", 1.0))
    place, criterion = exercise.alternatives.get(code="MAR"), exercise.criteria.get(code="labour_supply")
    Score.objects.create(alternative=place, criterion=criterion, value=2, source="Workshop")

    kept = take(exercise)
    before = score("MAR", "labour_supply").value
    take(exercise, replaces=True)

    assert (kept.kept, before, score("MAR", "labour_supply").value) == (1, 2, 5)


def test_taking_again_replaces_what_evidence_gave_before(exercise, evidence):
    evidence.append(said("labour_supply", "MAR", 1.0))
    take(exercise)
    evidence[:] = [said("labour_supply", "MAR", None)]

    take(exercise)

    assert score("MAR", "labour_supply").value is None


def test_pairs_are_asked_sector_by_sector(exercise, evidence, monkeypatch):
    asked = []
    exercise.alternatives.create(code="MAR", sector="Q", name="MAR Q")
    monkeypatch.setattr(
        taking, "evidence_values", lambda **given: asked.append((given["sector"], given["codes"])) or []
    )

    take(exercise)

    assert asked == [("", ["MAR", "TUN"]), ("Q", ["MAR"])]


def test_taking_is_an_act_of_the_lead_and_audited(exercise, evidence):
    with pytest.raises(NotPermitted):
        taking.take_evidence(exercise=exercise, by=make_user())
    evidence.append(said("labour_supply", "MAR", 1.0))

    take(exercise)

    assert AuditEntry.objects.get(action="screening.evidence_taken").detail == {"taken": 1, "unknown": 0, "kept": 0}


def test_a_value_typed_over_a_taken_one_is_of_the_hand_that_typed_it(exercise, evidence):
    evidence.append(said("labour_supply", "MAR", 1.0, is_synthetic=True))
    take(exercise)
    place, criterion = exercise.alternatives.get(code="MAR"), exercise.criteria.get(code="labour_supply")

    services.record_scores(
        exercise=exercise, weights={}, values={(place.pk, criterion.pk): Decimal(3)}, sources={place.pk: "Workshop"},
        by=make_designer(exercise.scheme),
    )  # fmt: skip

    found = score("MAR", "labour_supply")
    assert (found.value, found.source, found.vintage) == (3, "Workshop", "")
    assert not found.is_synthetic
    assert not found.is_from_evidence


def test_saving_the_table_unchanged_keeps_the_source_of_every_score():
    exercise = make_scored_exercise()
    Score.objects.filter(criterion__name="supply").update(source="Census", vintage="2024")
    values = {(row.alternative_id, row.criterion_id): row.value for row in Score.objects.all()}
    sources = {row.pk: "Something else" for row in exercise.alternatives.all()}

    services.record_scores(
        exercise=exercise, weights={}, values=values, sources=sources, by=make_designer(exercise.scheme)
    )

    assert set(Score.objects.filter(criterion__name="supply").values_list("source", "vintage")) == {("Census", "2024")}


@pytest.mark.parametrize(("low", "high"), [(4, 5), (None, 3), (1, None), (3, 1)])
def test_a_value_outside_its_own_ends_is_refused(low, high):
    exercise = make_scored_exercise()

    with pytest.raises(InputError, match="between its two ends"):
        services.record_cell(
            alternative=exercise.alternatives.first(), criterion=exercise.criteria.first(), value=Decimal(2),
            low=low, high=high, by=make_designer(exercise.scheme),
        )  # fmt: skip


def test_a_figure_without_a_year_is_not_called_old():
    today = date(2026, 1, 1)

    assert [is_old(Score(vintage=text), today=today) for text in ("2020-Q3", "2021", "", "spring")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_each_score_is_entered_with_its_source_on_the_page_of_the_alternative(client, sign_in):
    exercise = make_scored_exercise()
    place, criterion = exercise.alternatives.first(), exercise.criteria.first()
    sign_in(make_designer(exercise.scheme))
    here = [exercise.scheme.pk, exercise.kind, place.pk]
    data = {f"value-{row.pk}": "4" for row in exercise.criteria.all()} | {
        f"source-{criterion.pk}": "Labour force survey", f"vintage-{criterion.pk}": "2019",
        f"low-{criterion.pk}": "3", f"high-{criterion.pk}": "5",
    }  # fmt: skip

    assert client.post(reverse("screening:place_edit", args=here), data).status_code == 302
    page = client.get(reverse("screening:place", args=here)).content.decode()

    assert "Labour force survey" in page
    assert "older than five years" in page
    assert "(3 – 5)" in page


def test_scores_are_taken_on_a_page_that_asks_first(client, sign_in, exercise, evidence):
    evidence.append(said("labour_supply", "MAR", 1.0))
    sign_in(make_designer(exercise.scheme))
    address = reverse("screening:evidence", args=[exercise.scheme.pk, exercise.kind])

    assert "Take the scores from evidence" in client.get(address).content.decode()
    page = client.post(address, follow=True).content.decode()

    assert "Taken from evidence: 1." in page
