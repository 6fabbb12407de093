"""Questions, gaps, scores and marks: what counts, what is refused, who may change them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.design.evidence import rules, services
from corridor.design.evidence.models import Answer, DataGap, HandScore, OccupationFlag, Proof
from corridor.design.evidence.selectors import gap_plan, occupation_rows, question_sheet
from corridor.design.schemes.models import Scheme, SchemeOccupation
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.design import make_colleague, make_designer, make_scheme
from tests.factories.evidence import make_answer, make_flag, make_gap, make_hand_score, make_proof

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def scheme():
    return make_scheme()


@pytest.fixture
def designer(scheme):
    return make_designer(scheme)


def sheet(scheme, designer):
    return question_sheet(user=designer, scheme=scheme, today=TODAY)


def test_a_new_scheme_is_asked_all_questions_and_has_answered_none(scheme, designer):
    found = sheet(scheme, designer)

    assert (found.asked, found.answered, found.proven, found.owned) == (28, 0, 0, 0)


def test_only_an_answer_with_evidence_counts_as_proven(scheme, designer):
    make_answer(scheme, "recognition", state="answered", text="By the chamber")
    make_answer(scheme, "orientation", state="answered", text="Nobody")
    make_answer(scheme, "procedures", state="in_work")
    for code in ("recognition", "procedures"):
        make_proof(scheme, code)

    found = sheet(scheme, designer)

    assert (found.answered, found.proven) == (2, 1)


def test_a_question_that_does_not_apply_is_not_counted(scheme, designer):
    make_answer(scheme, "green_transition", state="not_applicable", text="Care has no such jobs")

    assert sheet(scheme, designer).asked == 27


@pytest.mark.parametrize(
    ("state", "days", "overdue"), [("open", -1, 1), ("in_work", -1, 1), ("open", 0, 0), ("answered", -1, 0)]
)
def test_a_question_is_overdue_while_nobody_answered_it(scheme, designer, state, days, overdue):
    make_answer(scheme, state=state, text="x", due_date=TODAY + timedelta(days=days))

    assert sheet(scheme, designer).overdue == overdue


def test_gaps_are_listed_by_day_with_what_is_overdue_and_what_they_cost(scheme, designer):
    make_gap(scheme, text="late", due_date=TODAY - timedelta(days=1), cost_eur=5000)
    make_gap(scheme, text="done", due_date=TODAY - timedelta(days=9), closed_date=TODAY, cost_eur=900)
    make_gap(scheme, text="soon", due_date=TODAY + timedelta(days=1))

    found = gap_plan(user=designer, scheme=scheme, today=TODAY)

    assert [row.gap.text for row in found.rows] == ["late", "soon", "done"]
    assert (found.open, found.overdue, found.cost_eur, found.without_cost) == (2, 1, Decimal(5000), 1)


def test_an_answer_is_kept_once_and_changed_later(scheme, designer):
    services.answer_question(scheme=scheme, question="recognition", by=designer, text="Slow")
    services.answer_question(scheme=scheme, question="recognition", by=designer, text="Quick", state="answered")

    (answer,) = Answer.objects.filter(scheme=scheme)
    assert (answer.text, answer.state) == ("Quick", "answered")
    assert list(AuditEntry.objects.filter(action__startswith="evidence.").values_list("action", flat=True)) == [
        "evidence.answer_added",
        "evidence.answer_changed",
    ]


@pytest.mark.parametrize("state", ["answered", "not_applicable"])
def test_an_answer_without_words_does_not_count(scheme, designer, state):
    with pytest.raises(InputError, match="no answer yet"):
        services.answer_question(scheme=scheme, question="recognition", by=designer, state=state, text=" ")


def test_only_questions_of_the_list_are_answered(scheme, designer):
    with pytest.raises(InputError, match="no question of the list"):
        services.answer_question(scheme=scheme, question="weather", by=designer)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": Proof.Kind.FIGURE}, "indicator"),
        ({"kind": Proof.Kind.ADDRESS}, "url"),
        ({"source_date": date(2999, 1, 1)}, "source_date"),
    ],
)
def test_evidence_says_where_it_stands_and_of_when_it_is(scheme, designer, fields, field):
    given = {"kind": Proof.Kind.DOCUMENT, "text": "Study", "source_date": date(2025, 1, 1)} | fields

    with pytest.raises(InputError) as refused:
        services.save_proof(row=Proof(scheme=scheme, question="recognition", **given), by=designer)

    assert refused.value.field == field


def test_a_second_score_for_a_country_takes_the_place_of_the_first(scheme, designer):
    make_hand_score(scheme, value=1)
    row = HandScore(
        scheme=scheme, indicator="governance", iso3="MAR", value=3, source="Newer", source_date=date(2026, 1, 1)
    )

    services.save_hand_score(row=row, by=designer)

    assert [(each.value, each.source) for each in HandScore.objects.filter(scheme=scheme)] == [(3, "Newer")]


@pytest.mark.parametrize(("value", "source", "field"), [(4, "Profile", "value"), (2, " ", "source")])
def test_a_score_lies_on_its_scale_and_names_its_source(scheme, designer, value, source, field):
    row = HandScore(
        scheme=scheme, indicator="governance", iso3="MAR", value=value, source=source, source_date=date(2026, 1, 1)
    )

    with pytest.raises(InputError) as refused:
        services.save_hand_score(row=row, by=designer)

    assert refused.value.field == field


def test_a_mark_on_a_group_stands_at_the_occupations_within_it(scheme, designer):
    SchemeOccupation.objects.create(scheme=scheme, isco08="2512")
    make_flag(scheme, "25")
    make_flag(scheme, "7111")

    rows = occupation_rows(user=designer, scheme=scheme)

    assert [(row.code, [flag.isco08 for flag in row.flags]) for row in rows] == [("2512", ["25"]), ("7111", ["7111"])]


def test_a_mark_needs_an_occupation_of_the_list_and_a_source(scheme, designer):
    for code, source in (("25x", "Study"), ("25", "")):
        row = OccupationFlag(
            scheme=scheme, isco08=code, kind="green", effect="grows", source=source, source_date=date(2025, 1, 1)
        )
        with pytest.raises(InputError):
            services.save_flag(row=row, by=designer)


def test_a_source_marks_an_occupation_once(scheme, designer):
    known = make_flag(scheme)
    again = OccupationFlag(
        scheme=scheme, isco08=known.isco08, kind=known.kind, effect="grows", source=known.source,
        source_date=known.source_date,
    )  # fmt: skip

    with pytest.raises(InputError, match="already"):
        services.save_flag(row=again, by=designer)


def test_a_score_does_not_move_to_a_country_that_has_one(scheme, designer):
    make_hand_score(scheme, "MAR")
    other = make_hand_score(scheme, "TUN")
    other.iso3 = "MAR"

    with pytest.raises(InputError, match="already"):
        services.save_hand_score(row=other, by=designer)


def test_evidence_grows_while_a_scheme_runs_and_stands_still_when_it_is_closed(scheme, designer):
    Scheme.objects.filter(pk=scheme.pk).update(status="running", is_open_for_changes=False)
    scheme.refresh_from_db()
    services.answer_question(scheme=scheme, question="recognition", by=designer, text="x")
    scheme.status = Scheme.Status.CLOSED

    with pytest.raises(RuleViolation, match="closed"):
        services.answer_question(scheme=scheme, question="recognition", by=designer, text="y")


def test_a_designer_of_another_organisation_changes_nothing(scheme):
    other = make_colleague(scheme, Role.DESIGNER)

    with pytest.raises(NotPermitted):
        services.answer_question(scheme=scheme, question="recognition", by=other, text="x")
    with pytest.raises(NotPermitted):
        services.remove(row=make_gap(scheme), by=other)

    assert DataGap.objects.count() == 1


def test_the_codes_in_the_records_are_those_of_the_list():
    assert "recognition" in rules.questions()
    assert dict(rules.hand_choices()).keys() == {"governance"}
