"""What the forms of this room take, offer and refuse."""

from datetime import date
from decimal import Decimal

import pytest

from corridor.access.models import WorkspaceMember
from corridor.design.flexibility.forms import DecisionForm, PipelineForm, RequestForm, RiskForm, shock_forms
from corridor.design.flexibility.models import ChangeRequest, Risk
from corridor.design.flexibility.rules import Wanted
from corridor.design.flexibility.runs import budget_effect
from corridor.design.flexibility.selectors import bodies_of_person, moves_of
from corridor.design.flexibility.sheets import effect_rows, move_rows
from corridor.design.schemes.models import SchemeOccupation
from tests.factories.access import make_organisation
from tests.factories.design import make_budget, make_colleague, make_indicator, make_line
from tests.factories.flexibility import make_approved_scheme, make_pipeline, make_request, make_scenario, make_seat

pytestmark = pytest.mark.django_db


def request_form(scheme, data=None, *, is_counted=True):
    change = ChangeRequest.objects.create(scheme=scheme, title="x", kind="numbers", base_version=1)
    words = {"title": "Fewer", "reason": "Closed border"}
    return RequestForm(None if data is None else words | data, request=change, is_counted=is_counted)


def test_only_organisations_of_the_scheme_watch_a_risk():
    scheme, stranger = make_approved_scheme(), make_organisation()
    partner = make_organisation()
    WorkspaceMember.objects.create(workspace=scheme.workspace, organisation=partner)

    offered = set(RiskForm(scheme=scheme, instance=Risk(scheme=scheme)).fields["owner"].queryset)

    assert offered == {scheme.lead, partner}
    assert stranger not in offered


def test_only_indicators_of_the_scheme_trigger_its_risks():
    scheme = make_approved_scheme()
    own, _other = make_indicator(scheme), make_indicator()

    assert list(RiskForm(scheme=scheme, instance=Risk(scheme=scheme)).fields["indicator"].queryset) == [own]


def test_what_is_left_empty_is_no_wish():
    form = request_form(make_approved_scheme(), {"participants": "", "end": ""})

    assert form.is_valid()
    assert form.wishes() == []


def test_every_kind_of_wish_is_read_with_its_own_type():
    scheme = make_approved_scheme()
    line = make_line(make_budget(scheme))
    data = {"participants": "60", "end": "2030-01-01", f"line{line.pk}": "12.50"}

    form = request_form(scheme, data)

    assert form.is_valid(), form.errors
    assert form.wishes() == [
        Wanted("participants", to_number=Decimal(60)),
        Wanted("end", to_date=date(2030, 1, 1)),
        Wanted("line_cost", to_number=Decimal("12.50"), line_id=line.pk),
    ]


def test_the_draft_comes_back_with_what_was_entered():
    scheme = make_approved_scheme()
    line = make_line(make_budget(scheme))
    wishes = [
        Wanted("placements", to_number=Decimal(30)),
        Wanted("line_cost", to_number=Decimal("9.5"), line_id=line.pk),
    ]

    form = RequestForm(request=make_request(scheme, wishes=wishes), is_counted=True)

    assert (form.initial["placements"], form.initial[f"line{line.pk}"]) == (30, Decimal("9.50"))


def test_people_are_entered_only_where_no_record_counts_them():
    scheme = make_approved_scheme()

    assert "selected" not in request_form(scheme, is_counted=True).fields
    assert "selected" in request_form(scheme, is_counted=False).fields


def test_an_occupation_is_left_only_if_the_scheme_has_it():
    scheme = make_approved_scheme()
    SchemeOccupation.objects.create(scheme=scheme, isco08="2512")

    form = request_form(scheme)

    assert [code for code, _label in form.fields["leave_occupation"].choices] == ["", "2512"]


def test_a_decision_is_of_today_at_the_latest():
    scheme = make_approved_scheme()
    member = make_colleague(scheme, "committee")
    body = make_seat(scheme, organisation=member.memberships.get().organisation).body
    bodies = bodies_of_person(scheme=scheme, user=member)
    data = {"body": body.pk, "decided_on": "2026-06-02", "outcome": "accepted", "note": "x"}

    form = DecisionForm(data, bodies=bodies, today=date(2026, 6, 1))

    assert form.errors == {"decided_on": ["This day has not come yet."]}


def test_a_person_decides_only_in_bodies_of_this_scheme():
    scheme = make_approved_scheme()
    member = make_colleague(scheme, "committee")
    organisation = member.memberships.get().organisation
    here = make_seat(scheme, organisation=organisation).body
    make_seat(make_approved_scheme(), organisation=organisation)

    assert list(bodies_of_person(scheme=scheme, user=member)) == [here]


@pytest.mark.parametrize(
    ("written", "read"), [("40, 0, 25", [40, 0, 25]), ("7", [7]), ("3، 4", [3, 4]), ("1,2,", [1, 2])]
)
def test_entrants_are_read_with_commas_of_every_language(written, read):
    plan = make_pipeline()
    data = {"months": 12, "entrants": written, "target_step": "visa", "target_people": 1, "target_month": 3,
            "running_cost_per_month": 0, "seed": 1}  # fmt: skip

    form = PipelineForm(data, instance=plan)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["entrants"] == read


def test_a_scenario_has_room_for_more_shocks():
    scenario = make_scenario()

    assert len(shock_forms(None, None)) == 3
    assert len(shock_forms(None, scenario)) == 3
    scenario.shocks.create(blow="cost", size=5)
    scenario.shocks.create(blow="cost", size=6)
    assert len(shock_forms(None, scenario)) == 4


def test_values_before_and_after_stand_in_the_readers_numbers_and_dates():
    scheme = make_approved_scheme(target_participants=1_200)
    wishes = [Wanted("participants", to_number=Decimal(1_100)), Wanted("end", to_date=date(2030, 1, 2))]

    rows = move_rows(moves_of(request=make_request(scheme, wishes=wishes)))

    assert [(row.before, row.after) for row in rows] == [("1,200", "1,100"), ("1 Jan 2029", "2 Jan 2030")]


def test_the_effect_says_how_much_more():
    scheme = make_approved_scheme()
    make_line(make_budget(scheme, participants=100, placements=50), behaviour="V", unit_cost=200)

    total, participant, _placement = effect_rows(budget_effect(request=make_request(scheme)))

    assert (total.before, total.after, total.difference) == (20_000, 16_000, -4_000)
    assert participant.difference == 0


def test_a_risk_is_written_in_the_language_of_its_author():
    scheme = make_approved_scheme()
    data = {"title": "Visa", "category": "legal", "likelihood": 1, "impact": 1, "owner": scheme.lead_id,
            "direction": "above", "response": "Wait", "review_date": "2026-12-31"}  # fmt: skip
    form = RiskForm(data, instance=Risk(scheme=scheme, written_in="fr"), scheme=scheme)

    assert form.is_valid(), form.errors
    assert form.row().written_in == "en"
