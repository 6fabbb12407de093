"""A plan is approved when nothing is missing; otherwise the answer lists everything."""

import pytest

from corridor.design.partnerships.models import Motive
from corridor.design.schemes.models import Objective, SchemeVersion, StepApproval
from corridor.design.schemes.services import clone_entry, revise
from corridor.design.screening.services import open_screening
from corridor.design.studio import services
from corridor.design.studio.selectors import plan_of, signed_of, step_states
from corridor.design.studio.snapshots import changes_between, step_digest
from corridor.design.studio.steps import BY_CODE, STEPS, missing_of
from corridor.kernel.errors import InputError, RuleViolation
from tests.factories.design import make_complete_scheme, make_designer, make_line, make_objective, make_scheme

pytestmark = pytest.mark.django_db


def test_a_complete_plan_is_approved_as_version_1():
    scheme = make_complete_scheme()

    version = services.approve(scheme=scheme, by=make_designer(scheme))

    assert (version.number, scheme.status) == (1, "approved")
    assert all(state.is_ready for state in step_states(plan_of(scheme=scheme)))


def test_an_empty_plan_is_refused_with_every_missing_field_and_its_step():
    scheme = make_scheme()

    with pytest.raises(services.PlanIncomplete) as caught:
        services.approve(scheme=scheme, by=make_designer(scheme))

    named = {(each.step, each.field) for each in caught.value.missing}
    assert {step.code for step in STEPS} == {step for step, _ in named}
    assert {("objectives", "objective"), ("choice", "corridor"), ("model", "model"), ("design", "budget")} <= named
    assert "1: An objective" in str(caught.value)
    assert not SchemeVersion.objects.exists()


REMOVALS = {
    ("objectives", "objective"): lambda s: s.objectives.filter(kind="objective").delete(),
    ("objectives", "motivation"): lambda s: s.objectives.filter(kind="motivation").delete(),
    ("objectives", "mitigation"): lambda s: _unanswered(s),
    ("choice", "sector"): lambda s: _set(s, nace2=""),
    ("choice", "sector_reason"): lambda s: s.screenings.filter(kind="sector").update(reason=""),
    ("choice", "country_reason"): lambda s: s.screenings.filter(kind="country").update(chosen=None),
    ("choice", "occupation"): lambda s: s.occupations.all().delete(),
    ("model", "model"): lambda s: _set(s, model=""),
    ("model", "start_date"): lambda s: _set(s, start_date=None),
    ("model", "end_date"): lambda s: _set(s, end_date=None),
    ("model", "target_participants"): lambda s: _set(s, target_participants=None),
    ("model", "target_placements"): lambda s: _set(s, target_placements=0),
    ("design", "employers"): lambda s: s.partners.filter(group="employers").delete(),
    ("design", "activity_before"): lambda s: s.activities.filter(phase="pre_departure").delete(),
    ("design", "activity_during"): lambda s: s.activities.filter(phase="during").delete(),
    ("design", "pathway"): lambda s: s.pathways.all().delete(),
    ("design", "budget"): lambda s: s.budget.lines.all().delete(),
    ("design", "budget_rules"): lambda s: make_line(s.budget, item_code="PI.13", behaviour="R", unit_cost=20),
    ("design", "decision"): lambda s: s.bodies.first().decisions.all().delete(),
    ("results", "indicator"): lambda s: s.indicators.all().delete(),
    ("results", "baseline"): lambda s: s.indicators.update(baseline=None),
    ("results", "target"): lambda s: s.indicators.update(target_date=None),
    ("results", "source"): lambda s: s.indicators.update(source=""),
}


def _unanswered(scheme):
    """Two wishes that pull apart: the matrix is signed off, and the answer is missing."""
    make_objective(scheme, aim="circularity")
    digest = step_digest(scheme, "objectives")
    StepApproval.objects.create(scheme=scheme, step="objectives", digest=digest, approved_by=make_designer(scheme))


def _set(scheme, **fields):
    for name, value in fields.items():
        setattr(scheme, name, value)
    scheme.save()


@pytest.mark.parametrize("place", REMOVALS, ids="-".join)
def test_one_missing_field_stops_the_approval_and_is_named_alone(place):
    scheme = make_complete_scheme()
    REMOVALS[place](scheme)

    with pytest.raises(services.PlanIncomplete) as caught:
        services.approve(scheme=scheme, by=make_designer(scheme))

    assert [(each.step, each.field) for each in caught.value.missing] == [place]


def test_a_tension_with_an_answer_no_longer_stops_the_approval():
    scheme = make_complete_scheme()
    designer = make_designer(scheme)
    make_objective(scheme, aim="circularity", code="development")
    services.answer_tension(scheme=scheme, code="circularity-labour_need", text="A second stay is open.", by=designer)
    services.approve_step(scheme=scheme, step=BY_CODE["objectives"], by=designer)

    assert services.approve(scheme=scheme, by=designer).number == 1


def test_a_matrix_with_a_tension_is_signed_off_by_somebody_and_again_after_a_change():
    scheme = make_complete_scheme()
    designer = make_designer(scheme)
    make_objective(scheme, aim="circularity", code="development")
    services.answer_tension(scheme=scheme, code="circularity-labour_need", text="A second stay is open.", by=designer)
    assert _lacks(scheme) == [("objectives", "sign_off")]
    services.approve_step(scheme=scheme, step=BY_CODE["objectives"], by=designer)
    assert _lacks(scheme) == []

    scheme.objectives.filter(aim="circularity").update(text="Everybody returns")

    assert _lacks(scheme) == [("objectives", "sign_off")]


def _lacks(scheme):
    return [(each.step, each.field) for each in missing_of(plan_of(scheme=scheme))]


def test_an_empty_answer_to_a_tension_is_refused():
    scheme = make_scheme()

    with pytest.raises(InputError, match="answer to the tension is missing"):
        services.answer_tension(scheme=scheme, code="circularity-retention", text="  ", by=make_designer(scheme))


def test_the_second_approval_keeps_both_versions_and_shows_what_changed():
    scheme = make_complete_scheme()
    designer = make_designer(scheme)
    first = services.approve(scheme=scheme, by=designer)
    revise(scheme=scheme, by=designer)
    scheme.target_placements = 60
    scheme.save()
    scheme.objectives.filter(kind="motivation").update(text="Ties between two cities")
    added = make_objective(scheme, text="More women in ICT")

    second = services.approve(scheme=scheme, by=designer)
    changes = changes_between(first.snapshot, second.snapshot)

    found = {(change.row, change.before, change.after) for change in changes}
    assert (scheme.name, "50", "60") in found
    assert ("Ties between two cities", "Fill vacancies", "Ties between two cities") in found
    assert (str(added), "", str(added)) in found
    assert len(changes) == 3


def test_an_approved_plan_is_not_approved_twice():
    scheme = make_complete_scheme()
    designer = make_designer(scheme)
    services.approve(scheme=scheme, by=designer)

    with pytest.raises(RuleViolation, match="approved as version 1"):
        services.approve(scheme=scheme, by=designer)


def test_a_step_is_approved_before_the_others_and_says_when_it_was_changed_since():
    scheme = make_complete_scheme()
    scheme.indicators.all().delete()
    designer = make_designer(scheme)

    services.approve_step(scheme=scheme, step=BY_CODE["model"], by=designer)
    before = signed_of(scheme=scheme, step="model", user=designer)
    scheme.target_placements += 1
    scheme.save()

    assert before is not None
    assert before.is_current
    assert not signed_of(scheme=scheme, step="model", user=designer).is_current
    assert signed_of(scheme=scheme, step="objectives", user=designer) is None


def test_what_belongs_to_another_step_does_not_touch_an_approval():
    scheme = make_complete_scheme()
    designer = make_designer(scheme)
    for step in STEPS:
        services.approve_step(scheme=scheme, step=step, by=designer)

    make_objective(scheme, text="More women in ICT")

    changed = [step.code for step in STEPS if not signed_of(scheme=scheme, step=step.code, user=designer).is_current]
    assert changed == ["objectives"]


def test_a_step_that_lacks_something_is_not_approved():
    scheme = make_scheme()

    with pytest.raises(services.PlanIncomplete) as caught:
        services.approve_step(scheme=scheme, step=BY_CODE["objectives"], by=make_designer(scheme))

    assert {each.step for each in caught.value.missing} == {"objectives"}
    assert not StepApproval.objects.exists()


def test_a_step_is_approved_on_its_page(sign_in):
    scheme = make_complete_scheme()
    client = sign_in(make_designer(scheme))
    page = f"/en/schemes/{scheme.pk}/design/model/"

    before = client.get(page).content.decode()
    answer = client.post(f"{page}approve/", follow=True).content.decode()

    assert "Not approved yet" in before
    assert "Approve this step" in before
    assert "The step is approved as it stands." in answer
    assert "Approve this step" not in answer


def test_assumed_motives_stand_in_no_snapshot():
    scheme = make_complete_scheme()
    designer = make_designer(scheme)
    Motive.objects.create(
        partner=scheme.partners.first(), organisation=scheme.lead, text="A secret guess", noted_by=designer
    )

    version = services.approve(scheme=scheme, by=designer)

    assert "A secret guess" not in str(version.snapshot)


def test_a_scheme_cloned_from_the_gallery_carries_facts_with_sources_and_no_numbers():
    scheme = make_scheme()
    designer = make_designer(scheme)

    clone = clone_entry(entry_id="giz-tunisia-engineers", lead=scheme.lead, by=designer)

    assert [str(corridor) for corridor in clone.corridors.all()] == ["TUN-DEU"]
    assert clone.cloned_from == "giz-tunisia-engineers"
    assert (clone.target_participants, clone.target_placements) == (None, None)
    assert not hasattr(clone, "budget")
    note = clone.notes.get(text="cost per contract")
    assert (note.value, note.unit, note.basis, note.source) == ("20000", "EUR", "exceeded", "mismes:425")
    recomputed = {each.basis: each.value for each in clone.notes.filter(topic="recomputed", unit="EUR")}
    assert recomputed == {"101*15000/70": "21642.86", "15000/.71": "21126.76", "100*15000/70": "21428.57"}
    assert not Objective.objects.filter(scheme=clone).exists()


def test_an_entry_that_does_not_exist_cannot_be_cloned():
    scheme = make_scheme()

    with pytest.raises(InputError):
        clone_entry(entry_id="no-such-entry", lead=scheme.lead, by=make_designer(scheme))


def test_the_chooser_keeps_its_answers_and_the_model():
    scheme = make_scheme()
    tracks = [
        {"time_frame": "circular", "purposes": ["skills", "education"], "is_seasonal": False},
        {"time_frame": "permanent", "purposes": ["employment"], "is_seasonal": False},
    ]

    choice = services.choose_mobility(scheme=scheme, tracks=tracks, by=make_designer(scheme))

    scheme.refresh_from_db()
    assert (choice.letter, scheme.model, scheme.model_label) == ("F", "F", "A/B + E")


def test_a_comparison_begins_with_the_criteria_of_the_guide():
    scheme = make_scheme()

    exercise = open_screening(scheme=scheme, kind="country", by=make_designer(scheme))

    assert exercise.criteria.count() == 7
    assert open_screening(scheme=scheme, kind="country", by=make_designer(scheme)) == exercise
