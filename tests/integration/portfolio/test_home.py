"""The home page of every role of staff."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from corridor.access.roles import STAFF, Role
from corridor.core.models import OutgoingMessage
from corridor.delivery.mobility.models import CaseStep
from corridor.delivery.protection.services.grievances import file_grievance
from corridor.delivery.recruitment.models import Recruiter, RecruiterEngagement
from corridor.delivery.reintegration.models import ReturnPlan
from corridor.design.partnerships.models import Decision
from tests.factories.access import make_member
from tests.factories.design import make_body, make_designer, make_scheme
from tests.factories.recruitment import make_candidate, make_employer, make_nomination
from tests.integration.monitoring.world import ago, give_indicators, give_training, give_voices, make_run

pytestmark = pytest.mark.django_db


def home(client, sign_in, user, language="en"):
    with override(language):
        return sign_in(user).get(reverse("portfolio:home"))


def member(run, role):
    """Somebody of this role in the scheme of a run."""
    known = {Role.OFFICER_ORIGIN: run.world.officer_origin, Role.OFFICER_DESTINATION: run.world.officer_destination}
    return known.get(role) or run.readers.get(role) or make_member(role, organisation=run.world.ministry)


@pytest.mark.parametrize("role", sorted(STAFF))
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_role_of_staff_has_a_home(client, sign_in, role, language):
    answer = home(client, sign_in, member(make_run(), role), language)

    assert answer.status_code == 200
    assert 'id="todo"' in answer.text


@pytest.mark.parametrize("role", sorted(STAFF))
def test_a_new_colleague_is_told_what_will_appear(client, sign_in, role):
    page = home(client, sign_in, make_member(role)).text

    assert "No scheme yet" in page


@pytest.mark.parametrize("role", [Role.WORKER, Role.EMPLOYER])
def test_workers_and_employers_have_their_own_pages(client, sign_in, role):
    assert home(client, sign_in, make_member(role)).status_code == 403


def test_an_officer_sees_overdue_steps_of_her_side_only(client, sign_in):
    run = make_run()
    step = CaseStep.objects.filter(step__party="worker").first()
    step.state, step.due_date = "ready", ago(3)
    step.save()

    assert "Steps past their date: 1" in home(client, sign_in, run.world.officer_origin).text
    assert "Steps past their date" not in home(client, sign_in, run.world.officer_destination).text


def test_answers_are_waited_for_on_the_right_side(client, sign_in):
    run = make_run()
    make_nomination(run.world.vacancy, make_candidate(run.scheme), candidate_answer="yes")

    assert (
        "Proposals without the employer&#x27;s answer: 1" in home(client, sign_in, run.world.officer_destination).text
    )
    assert "without the candidate" not in home(client, sign_in, run.world.officer_origin).text


def test_the_office_of_destination_vets_employers(client, sign_in):
    run = make_run()
    new = make_employer(vetted_status="pending")
    run.scheme.workspace.members.create(organisation=new.organisation)

    assert "Employers not vetted yet: 1" in home(client, sign_in, run.world.officer_destination).text


def test_a_recruiter_at_work_without_a_licence_is_everybodys_matter(client, sign_in):
    run = make_run()
    recruiter = Recruiter.objects.create(name="Quick Jobs", iso3="MAR")
    RecruiterEngagement.objects.create(recruiter=recruiter, scheme=run.scheme, since_date=ago(10))

    for user in (run.world.officer_origin, run.readers[Role.PROTECTION]):
        assert "Recruiters at work without a valid licence: 1" in home(client, sign_in, user).text


def test_a_protection_officer_begins_with_late_complaints_and_open_fees(client, sign_in):
    run = make_run()
    give_voices(run)
    grievance = file_grievance(category="pay", text="Not paid", scheme=run.scheme, iso3="BEL")
    type(grievance).objects.filter(pk=grievance.pk).update(due_date=ago(1))

    page = home(client, sign_in, run.readers[Role.PROTECTION]).text

    for words in ("Complaints past their date: 1", "Complaints to acknowledge: 1", "Reported fees not paid back: 2"):
        assert words in page
    assert page.index("Complaints past") < page.index("Complaints to acknowledge")


def test_a_counsellor_sees_only_plans_that_are_shared(client, sign_in):
    run = make_run()
    shared, private = (placement.candidate.person for placement in run.placements[:2])
    ReturnPlan.objects.create(person=shared, scheme=run.scheme, is_shared=True)
    ReturnPlan.objects.create(person=private, scheme=run.scheme)

    assert "Return plans shared with you: 1" in home(client, sign_in, run.readers[Role.COUNSELLOR]).text


def test_a_trainer_is_reminded_of_tests_that_are_missing(client, sign_in):
    run = make_run()
    cohort = give_training(run)
    cohort.enrolments.filter(status="failed").update(status="enrolled")
    trainer = make_member(Role.TRAINER, organisation=run.world.ministry)

    assert "Trainees without a final test: 3" in home(client, sign_in, trainer).text


def test_a_designer_sees_what_a_plan_lacks(client, sign_in):
    scheme = make_scheme(name="New scheme")

    page = home(client, sign_in, make_designer(scheme)).text

    assert "Plan of New scheme: required fields still missing" in page
    assert reverse("studio:approve", args=[scheme.pk]) in page


def test_committee_and_donor_see_decisions_and_lights(client, sign_in):
    run = make_run()
    give_voices(run)
    give_indicators(run)
    Decision.objects.create(body=make_body(run.scheme), title="A second cohort", outcome="open")

    for role in (Role.COMMITTEE, Role.DONOR):
        page = home(client, sign_in, run.readers[role]).text
        assert "A second cohort" in page
        assert "off track" in page


def test_key_figures_of_small_schemes_are_hidden_from_donors(client, sign_in):
    run = make_run()

    assert "fewer than 10" in home(client, sign_in, run.readers[Role.DONOR]).text
    assert "fewer than 10" not in home(client, sign_in, run.readers[Role.DESIGNER]).text


def test_the_data_protection_officer_sees_the_acts_of_a_week(client, sign_in):
    run = make_run()
    officer = make_member(Role.DATA_PROTECTION, organisation=run.world.ministry)
    file_grievance(category="pay", text="Not paid", scheme=run.scheme, iso3="BEL", by=run.world.officer_origin)

    assert "Acts in the last seven days" in home(client, sign_in, officer).text


def test_a_message_is_new_until_it_was_opened_by_its_own_reader(client, sign_in):
    run = make_run()
    designer, donor = run.readers[Role.DESIGNER], run.readers[Role.DONOR]
    OutgoingMessage.objects.create(recipient=designer, language="en", subject="A new vacancy", body="Read it.")

    assert "Messages to read: 1" in home(client, sign_in, designer).text
    assert "A new vacancy" not in sign_in(donor).get(reverse("portfolio:messages")).text
    assert "A new vacancy" in sign_in(designer).get(reverse("portfolio:messages")).text
    assert "Messages to read" not in home(client, sign_in, designer).text
