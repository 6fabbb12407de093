"""The employer's pages: what waits, one page for each job order, people, costs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from corridor.access.roles import Role
from corridor.delivery.mobility.models import CheckIn, Placement
from corridor.delivery.recruitment.models import Interview, Nomination, Offer, Vacancy
from corridor.design.activities.models import SchemePathway
from corridor.knowledge.pathways.models import ProcedureStep
from corridor.portal.employer.runs import start_range
from corridor.portal.employer.selectors import costs_of
from tests.factories.access import make_member
from tests.factories.design import make_budget, make_line
from tests.factories.mobility import make_contract, make_journey
from tests.factories.pathways import make_pathway, make_procedure
from tests.factories.recruitment import make_candidate, make_nomination, make_world
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db
TODAY = date.today()


def url(name, *args, language="en"):
    with override(language):
        return reverse(f"employer_portal:{name}", args=args)


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def employer(client, sign_in, world):
    return sign_in(world.employer_user)


def give_procedure(world, **fee):
    pathway = make_pathway()
    procedure = make_procedure(pathway=pathway, steps=(("permit", ()), ("visa", ("permit",))))
    ProcedureStep.objects.filter(procedure=procedure, code="permit").update(party="employer", **fee)
    SchemePathway.objects.create(scheme=world.scheme, pathway=pathway, corridor=world.scheme.corridors.get())
    return list(procedure.steps.order_by("order"))


def propose(world, **fields):
    person = make_person(given_name="Salma", family_name="Alaoui", sex="f", phone="0600")
    return make_nomination(world.vacancy, make_candidate(world.scheme, person, status="shortlisted"), **fields)


@pytest.mark.parametrize("name", ["home", "vacancies", "new", "costs"])
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_page_opens_in_every_language(employer, name, language):
    answer = employer.get(url(name, language=language))

    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_one_page_says_what_i_pay_who_acts_when_and_what_if(employer, world, language):
    give_procedure(world, fee_eur=100)
    make_line(make_budget(world.scheme), shares={"employer": 60, "donor": 40}, behaviour="V", unit_cost=1000)

    page = employer.get(url("vacancy", world.vacancy.pk, language=language)).text

    for part in ("people", "pay", "paperwork", "start", "refusal", "job"):
        assert f'id="{part}"' in page


def test_the_costs_are_my_share_for_one_person_and_for_all_posts(world):
    budget = make_budget(world.scheme, participants=100, placements=50, months=6)
    make_line(budget, shares={"employer": 60, "donor": 40}, behaviour="V", unit_cost=1000)
    make_line(budget, shares={"employer": 100}, behaviour="F", unit_cost=5000)
    make_line(budget, shares={"employer": 50, "donor": 50}, behaviour="VM", unit_cost=20)
    make_line(budget, shares={"employer": 100}, behaviour="R", unit_cost=7)
    make_line(budget, shares={"donor": 100}, behaviour="V", unit_cost=9999)

    found = costs_of(
        user=world.employer_user, scheme=world.scheme, positions=2, steps=give_procedure(world, fee_eur=100)
    )

    # 600 for one participant, 5,000 over 50 placements, half of 20 for six months, and the fee of the permit.
    assert sorted(row.per_person for row in found.rows if row.per_person is not None) == [60, 100, 100, 600]
    assert (found.per_person, found.all_posts) == (Decimal(860), Decimal(1720))
    assert sum(row.per_person is None for row in found.rows) == 1


def test_the_start_is_told_from_the_law_until_ten_placements_are_known(world):
    steps = give_procedure(world)
    found = start_range(scheme_id=world.scheme.pk, iso3="BEL", steps=steps, today=TODAY)
    assert (found.is_real, found.earliest_days) == (False, 20)

    for n in range(10):
        placed(world, waited=30 + 10 * n)
    found = start_range(scheme_id=world.scheme.pk, iso3="BEL", steps=steps, today=TODAY)

    assert (found.is_real, found.n) == (True, 10)
    # Ten waits of 30, 40, ... 120 days: a fifth is over at 40 to 50, four fifths at 100 to 110.
    assert (found.earliest_days, found.latest_days) == (45, 105)


def placed(world, *, waited):
    nomination = propose(world, candidate_answer="yes", employer_answer="yes")
    selected = TODAY - timedelta(days=300)
    return Placement.objects.create(
        candidate=nomination.candidate, vacancy=world.vacancy, scheme=world.scheme, status="working",
        selected_on_date=selected, arrived_on_date=selected + timedelta(days=waited),
    )  # fmt: skip


def test_a_step_without_a_legal_time_gives_only_a_not_before(employer, world):
    steps = give_procedure(world)
    ProcedureStep.objects.filter(pk=steps[1].pk).update(legal_days=None)

    page = employer.get(url("vacancy", world.vacancy.pk)).text

    assert "Not before" in page
    assert "for some steps it sets none" in page


def test_a_proposed_person_is_shown_without_family_name_sex_or_contact_until_she_said_yes(employer, world):
    row = propose(world)

    for page in (employer.get(url("vacancy", world.vacancy.pk)).text, employer.get(url("person", row.pk)).text):
        assert "Salma A." in page
        assert "Alaoui" not in page
        assert "0600" not in page

    Nomination.objects.update(candidate_answer="yes")
    assert "Salma Alaoui" in employer.get(url("person", row.pk)).text


def test_a_no_needs_its_reason(employer, world):
    row = propose(world)

    refused = employer.post(url("answer", row.pk), {"answer": "no", "reason": ""})
    assert refused.status_code == 422
    assert "A refusal needs a reason." in refused.text
    assert Nomination.objects.get().employer_answer == ""

    employer.post(url("answer", row.pk), {"answer": "no", "reason": "language"})
    assert Nomination.objects.get().employer_reason == "language"


def test_yes_interview_and_offer_follow_each_other(employer, world):
    row = propose(world, candidate_answer="yes")

    employer.post(url("answer", row.pk), {"answer": "yes"})
    employer.post(url("interview", row.pk), {"held_at_0": "2030-01-05", "held_at_1": "10:00", "mode": "video"})
    talk = Interview.objects.get()
    employer.post(url("interview_result", row.pk), {"interview": talk.pk, "result": "passed"})
    start = (TODAY + timedelta(days=120)).isoformat()
    employer.post(url("offer", row.pk), {"salary_eur_month": "2900", "start_date": start})

    talk.refresh_from_db()
    assert talk.result == "passed"
    assert Offer.objects.get().salary_eur_month == 2900


def test_an_offer_below_the_pay_of_the_order_is_refused_with_a_sentence(employer, world):
    row = propose(world, candidate_answer="yes", employer_answer="yes")
    start = (TODAY + timedelta(days=120)).isoformat()

    answer = employer.post(url("offer", row.pk), {"salary_eur_month": "1000", "start_date": start})

    assert answer.status_code == 422
    assert not Offer.objects.exists()


def test_home_begins_with_what_waits(employer, world):
    propose(world)

    page = employer.get(url("home")).text

    main = page[page.index("<main") :]
    assert main.index("What to do now") < main.index("My jobs")
    assert "A person is proposed to you" in page


ORDER = {
    "title_en": "Web developer", "isco08": "2513", "iso3": "BEL", "positions": "3", "salary_eur_month": "2900",
    "essential": "web programming\nlinux", "optional": "", "languages_text": "fr:B1", "closes_date": "2030-01-01",
}  # fmt: skip


def test_a_job_order_is_given_opened_and_changed(employer, world):
    values = ORDER | {"scheme": world.scheme.pk, "employer": world.employer.pk}
    employer.post(url("new"), values)
    row = Vacancy.objects.order_by("pk").last()
    assert (row.status, row.positions, len(row.essential_skills)) == ("draft", 3, 2)

    employer.post(url("open", row.pk))
    employer.post(url("change", row.pk), values | {"positions": "4"})

    row.refresh_from_db()
    assert (row.status, row.positions) == ("open", 4)


def test_a_wrong_job_order_comes_back_with_its_errors_and_is_not_kept(employer, world):
    before = Vacancy.objects.count()

    answer = employer.post(
        url("new"), ORDER | {"scheme": world.scheme.pk, "employer": world.employer.pk, "isco08": "9"}
    )

    assert answer.status_code == 422
    assert Vacancy.objects.count() == before


def test_an_employer_who_is_not_vetted_is_told_and_cannot_open(employer, world):
    world.employer.vetted_status = "pending"
    world.employer.save()
    Vacancy.objects.update(status="draft")

    assert "You are not vetted yet" in employer.get(url("home")).text
    employer.post(url("open", world.vacancy.pk))
    assert Vacancy.objects.get().status == "draft"


def test_the_orders_people_and_costs_of_another_employer_are_not_there(client, sign_in, world):
    row = propose(world)
    other = sign_in(make_world().employer_user)

    for name, pk in (("vacancy", world.vacancy.pk), ("change", world.vacancy.pk), ("person", row.pk)):
        assert other.get(url(name, pk)).status_code == 404
    assert other.post(url("answer", row.pk), {"answer": "yes"}).status_code == 404
    assert other.post(url("open", world.vacancy.pk)).status_code == 404


@pytest.mark.parametrize("role", [Role.WORKER, Role.OFFICER_DESTINATION, Role.DONOR])
def test_nobody_else_opens_an_employers_pages(client, sign_in, role):
    user = sign_in(make_member(role))

    for name in ("home", "vacancies", "new", "costs"):
        assert user.get(url(name)).status_code == 403


def test_an_employer_does_her_own_steps_and_no_others(client, sign_in):
    journey = make_journey()
    employer = sign_in(journey.world.employer_user)

    assert employer.get(url("step", journey.step("permit").pk)).status_code == 200
    assert employer.get(url("step", journey.step("papers").pk)).status_code == 404
    employer.post(url("step", journey.step("permit").pk), {"is_done": "on"})

    assert journey.step("permit").state == "done"


def test_the_contract_waits_until_it_is_written_and_signed(client, sign_in):
    journey = make_journey()
    employer = sign_in(journey.world.employer_user)
    assert "Write the contract" in employer.get(url("home")).text

    make_contract(journey)

    assert "Sign the contract" in employer.get(url("home")).text


def test_a_leaving_does_not_reach_the_employer(client, sign_in):
    journey = make_journey()
    Placement.objects.update(status="left_reason_unknown")

    page = sign_in(journey.world.employer_user).get(url("home")).text

    assert "Left, reason not known" not in page


def test_the_question_to_the_employer_is_not_the_workers(client, sign_in):
    journey = make_journey()
    own = CheckIn.objects.create(placement=journey.placement, party="employer", asked_on_date="2026-01-01")
    workers = CheckIn.objects.create(placement=journey.placement, party="worker", asked_on_date="2026-01-01")
    employer = sign_in(journey.world.employer_user)

    assert employer.get(url("check_in", workers.pk)).status_code == 404
    employer.post(url("check_in", own.pk), {"answer": "well", "note": ""})

    own.refresh_from_db()
    assert own.answer == "well"
