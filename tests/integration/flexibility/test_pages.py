"""The pages of this room, from a trigger to a change in the plan, and from a pipeline to its picture."""

from datetime import date

import pytest
from django.urls import reverse

from corridor.core.models import Run
from corridor.design.flexibility import people, runs
from corridor.design.flexibility.models import ChangeRequest, PipelinePlan, Risk, Scenario
from tests.conftest import pass_second_factor
from tests.factories.design import make_budget, make_colleague, make_designer, make_line
from tests.factories.flexibility import make_approved_scheme, make_pipeline, make_risk, make_scenario, make_seat

pytestmark = pytest.mark.django_db


def enter(client, user):
    client.force_login(user)
    pass_second_factor(client, user)
    return client


def send(client, name, /, *args, **data):
    answer = client.post(reverse(f"flexibility:{name}", args=args), data)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return answer


def read(client, name, *args):
    answer = client.get(reverse(f"flexibility:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_a_trigger_to_a_change_in_the_plan(client, monkeypatch):
    monkeypatch.setattr(people, "_COUNTERS", [lambda _scheme: 7])
    scheme = make_approved_scheme()
    line = make_line(make_budget(scheme, participants=100), behaviour="V", unit_cost=200)
    enter(client, make_designer(scheme))
    send(
        client, "risk_add", scheme.pk, title="Visas take longer", category="legal", likelihood=4, impact=4,
        owner=scheme.lead_id, measured_by="Days until the visa", threshold=90, direction="above",
        response="Move the dates.", rule="numbers", review_date="2026-12-31",
    )  # fmt: skip
    risk = Risk.objects.get()
    send(client, "risk_value", scheme.pk, risk.pk, value=120, as_of="2026-05-01", source="Consulate")
    assert "A trigger is reached" in read(client, "risks", scheme.pk)

    send(client, "risk_request", scheme.pk, risk.pk)
    change = ChangeRequest.objects.get()
    # A number below those selected is refused when it is put before the body.
    words = {"title": "Fewer people", "reason": "Visas take longer.", "kept": ""}
    send(client, "change_edit", scheme.pk, change.pk, **words, participants=80, **{f"line{line.pk}": 250})
    send(client, "change_submit", scheme.pk, change.pk)
    assert "does not say how they are kept" in read(client, "change", scheme.pk, change.pk)
    words["kept"] = "They keep their posts."
    send(client, "change_edit", scheme.pk, change.pk, **words, participants=80, **{f"line{line.pk}": 250})
    send(client, "change_submit", scheme.pk, change.pk)
    page = read(client, "change", scheme.pk, change.pk)
    assert "Record the decision" not in page

    member = make_colleague(scheme, "committee")
    body = make_seat(scheme, organisation=member.memberships.get().organisation).body
    enter(client, member)
    assert "Record the decision" in read(client, "change", scheme.pk, change.pk)
    send(
        client, "change_decide", scheme.pk, change.pk, body=body.pk, decided_on="2026-06-01", outcome="accepted",
        note="Agreed.",
    )  # fmt: skip

    enter(client, make_designer(scheme))
    send(client, "change_enter", scheme.pk, change.pk)
    scheme.refresh_from_db()
    line.refresh_from_db()
    assert (scheme.target_participants, line.unit_cost, scheme.is_open_for_changes) == (80, 250, True)
    assert "approve it to put the new version in force" in read(client, "change", scheme.pk, change.pk)


def test_who_asked_is_told_that_another_decides(client, monkeypatch):
    monkeypatch.setattr(people, "_COUNTERS", [lambda _scheme: 0])
    scheme = make_approved_scheme()
    designer = make_designer(scheme)
    body = make_seat(scheme, organisation=scheme.lead).body
    enter(client, designer)
    send(client, "change_add", scheme.pk, title="Later", kind="dates")
    change = ChangeRequest.objects.get()
    send(client, "change_edit", scheme.pk, change.pk, title="Later", reason="Visas", end="2030-01-01")
    send(client, "change_submit", scheme.pk, change.pk)

    answer = client.post(
        reverse("flexibility:change_decide", args=[scheme.pk, change.pk]),
        {"body": body.pk, "decided_on": "2026-06-01", "outcome": "accepted", "note": "x"},
    )

    assert answer.status_code == 422
    assert "Nobody decides a request of their own" in answer.content.decode()


def test_an_end_before_the_start_is_refused_in_the_form(client):
    scheme = make_approved_scheme()
    enter(client, make_designer(scheme))
    change = ChangeRequest.objects.create(scheme=scheme, title="x", kind="dates", base_version=1)

    answer = client.post(
        reverse("flexibility:change_edit", args=[scheme.pk, change.pk]),
        {"title": "x", "reason": "y", "end": "2025-01-01"},
    )

    assert answer.status_code == 422
    assert "end before it starts" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"threshold": ""}, "needs both"),
        ({"measured_by": "", "threshold": "5"}, "needs both"),
    ],
)
def test_a_trigger_needs_measure_and_threshold(client, fields, message):
    risk = make_risk()
    enter(client, make_designer(risk.scheme))
    data = {"title": "x", "category": "legal", "likelihood": 1, "impact": 1, "owner": risk.scheme.lead_id,
            "measured_by": "Days", "threshold": "5", "direction": "above", "response": "y",
            "review_date": "2026-12-31"}  # fmt: skip

    answer = client.post(reverse("flexibility:risk_edit", args=[risk.scheme_id, risk.pk]), data | fields)

    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_a_risk_is_closed_and_stays_in_the_register(client):
    risk = make_risk(review_date=date(2026, 1, 1))
    enter(client, make_designer(risk.scheme))

    send(client, "risk_close", risk.scheme_id, risk.pk)

    page = read(client, "risks", risk.scheme_id)
    assert "Visas take longer" in page
    assert "overdue" not in page


def test_from_an_empty_pipeline_to_scenarios_side_by_side(client, monkeypatch):
    monkeypatch.setattr(runs, "RUNS", 20)
    scheme = make_approved_scheme()
    enter(client, make_designer(scheme))
    assert "not begun yet" in read(client, "what_if", scheme.pk)
    send(client, "what_if_begin", scheme.pk)
    assert "9 of 9 steps rest on figures" in read(client, "what_if", scheme.pk)

    send(
        client, "scenario_add", scheme.pk,
        **{"name": "Border closed", "s0-blow": "closed", "s0-step": "departed", "s0-first_month": 6,
           "s0-last_month": 9, "s0-size": 0, "s0-chance_percent": 100, "s1-blow": "", "s1-first_month": 1,
           "s1-size": 0, "s1-chance_percent": 100, "s2-blow": "", "s2-first_month": 1, "s2-size": 0,
           "s2-chance_percent": 100},
    )  # fmt: skip
    # A scenario can be read and changed before anybody plays it.
    assert "months 6 to 9" in read(client, "what_if", scheme.pk)
    send(client, "what_if_play", scheme.pk)

    page = read(client, "what_if", scheme.pk)
    assert Run.objects.filter(engine=runs.ENGINE, seed=1).count() == 1
    assert "Border closed" in page
    assert page.count('<svg class="viz viz-chart"') == 4
    assert [shock.blow for shock in Scenario.objects.get().shocks.all()] == ["closed"]


def test_steps_are_entered_and_ranges_out_of_order_refused(client):
    plan = make_pipeline()
    enter(client, make_designer(plan.scheme))
    data = {"months": 24, "entrants": "10, 0, 5", "target_step": "visa", "target_people": 5, "target_month": 20,
            "running_cost_per_month": 0, "seed": 3}  # fmt: skip
    for code in ("trained", "visa"):
        data |= {f"{code}-share_least": 50, f"{code}-share_likely": 60, f"{code}-share_most": 70,
                 f"{code}-months_least": 1, f"{code}-months_likely": 2, f"{code}-months_most": 3,
                 f"{code}-cost_per_person": 10, f"{code}-fixed_cost": 0, f"{code}-foreign_percent": 0,
                 f"{code}-source": "Records of 2025"}  # fmt: skip

    refused = client.post(reverse("flexibility:what_if_steps", args=[plan.scheme_id]), data | {"visa-months_least": 5})
    send(client, "what_if_steps", plan.scheme_id, **data)

    assert refused.status_code == 422
    kept = PipelinePlan.objects.get()
    assert (kept.entrants, kept.seed, kept.months) == ([10, 0, 5], 3, 24)
    assert [step.source for step in kept.steps.all()] == ["Records of 2025"] * 2


@pytest.mark.parametrize("written", ["ten", "5, -1", " , "])
def test_entrants_are_counts(client, written):
    plan = make_pipeline()
    enter(client, make_designer(plan.scheme))

    answer = client.post(reverse("flexibility:what_if_steps", args=[plan.scheme_id]), {"entrants": written})

    assert "Write whole numbers" in answer.content.decode()


def test_a_scenario_is_removed_after_a_question(client):
    scenario = make_scenario()
    enter(client, make_designer(scenario.plan.scheme))
    assert "Remove this scenario?" in read(client, "scenario_remove", scenario.plan.scheme_id, scenario.pk)

    send(client, "scenario_remove", scenario.plan.scheme_id, scenario.pk)

    assert not Scenario.objects.exists()


def test_a_reader_of_the_plan_sees_no_button(client):
    scenario = make_scenario()
    scheme = scenario.plan.scheme
    make_risk(scheme)
    enter(client, make_colleague(scheme, "donor"))

    pages = [read(client, name, scheme.pk) for name in ("risks", "changes", "what_if")]

    assert not any("Add a" in page or "Play<" in page for page in pages)


def test_programs_read_risks_and_changes_and_the_last_play(client, monkeypatch):
    monkeypatch.setattr(runs, "RUNS", 20)
    plan = make_pipeline()
    risk = make_risk(plan.scheme)
    enter(client, make_designer(plan.scheme))
    assert client.get(f"/api/v1/schemes/{plan.scheme_id}/simulation").status_code == 404
    send(client, "what_if_play", plan.scheme_id)

    risks, changes, simulation = (
        client.get(f"/api/v1/schemes/{plan.scheme_id}/{name}").json() for name in ("risks", "changes", "simulation")
    )

    assert [(row["id"], row["level"], row["triggered"]) for row in risks] == [(risk.pk, "medium", None)]
    assert changes == []
    assert (simulation["seed"], simulation["result"]["base"]["people"]) == (1, [20, 20, 20])
