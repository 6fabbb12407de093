"""The worker's pages: a plain form flow on a phone."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from corridor.access.roles import Role
from corridor.core.models import OutgoingMessage
from corridor.delivery.mobility.models import CheckIn, Contract
from corridor.delivery.protection.models import FeeReport, Grievance
from corridor.delivery.recruitment.models import Nomination, Offer
from corridor.delivery.reintegration.models import ReturnPlan
from corridor.delivery.skills.models import Passport, PersonSkill
from corridor.portal.worker.models import Interest
from tests.factories.access import make_member
from tests.factories.mobility import make_contract, make_journey, make_offered_journey, pdf
from tests.factories.recruitment import make_nomination, make_skilled_candidate, make_world
from tests.factories.skills import give_work, make_person

pytestmark = pytest.mark.django_db


def url(name, *args, language="en"):
    with override(language):
        return reverse(f"worker_portal:{name}", args=args)


@pytest.fixture
def journey():
    return make_journey()


@pytest.fixture
def phone(client, sign_in, journey):
    return sign_in(journey.worker)


def candidate_with_account(world, **fields):
    worker = make_member(Role.WORKER)
    return worker, make_skilled_candidate(world.scheme, person=make_person(user=worker), **fields)


PAGES = (
    "home",
    "messages",
    "contract",
    "return_plan",
    "jobs",
    "withdraw",
    "passport",
    "skill_add",
    "help",
    "complain",
    "fee",
    "call",
)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_page_opens_in_every_language(phone, name, language):
    answer = phone.get(url(name, language=language))

    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert "<script" not in answer.text.replace('<script src="', "")


def test_a_worker_without_a_record_is_told_where_to_go(client, sign_in):
    worker = sign_in(make_member(Role.WORKER))

    assert "You do not take part in a scheme yet" in worker.get(url("home")).text
    assert "Your profile is not here yet" in worker.get(url("passport")).text
    assert worker.get(url("call")).status_code == 404


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.OFFICER_ORIGIN, Role.DONOR])
def test_nobody_else_opens_a_workers_pages(client, sign_in, role):
    user = sign_in(make_member(role))

    for name in PAGES:
        assert user.get(url(name)).status_code == 403


def test_the_phone_may_keep_the_case_and_the_contract_but_no_complaint(phone):
    kept = {
        name: phone.get(url(name)).headers.get("X-Corridor-Offline")
        for name in ("home", "contract", "complain", "help")
    }

    assert kept == {"home": "keep", "contract": "keep", "complain": None, "help": None}


def test_home_begins_with_what_to_do_now_and_says_who_must_act(phone, journey):
    page = phone.get(url("home")).text

    assert page.index("What to do now") < page.index("My way")
    assert f'href="{url("step", journey.step("papers").pk)}"' in page
    for words in ("Papers", "Permit", "Who must act: You", "Who must act: Employer", "Passport"):
        assert words in page


def test_a_paper_is_sent_and_the_step_is_told_as_done(phone, journey):
    sent = phone.post(url("document", journey.paper.pk), {"file": pdf()})
    told = phone.post(url("step", journey.step("papers").pk), {"is_done": "on"})

    assert (sent.status_code, told.status_code) == (302, 302)
    assert journey.paper.status == "received"
    assert journey.step("papers").state == "done"


def test_a_paper_of_a_wrong_kind_is_sent_back_with_the_remedy(phone, journey):
    answer = phone.post(url("document", journey.paper.pk), {"file": pdf("x.exe", b"MZ", "application/x-msdownload")})

    assert answer.status_code == 422
    assert "Send a PDF, a JPEG or a PNG file." in answer.text
    assert journey.paper.status == "missing"


def test_a_step_cannot_be_told_as_done_while_its_paper_is_missing(phone, journey):
    answer = phone.post(url("step", journey.step("papers").pk), {"is_done": "on"})

    assert answer.status_code == 422
    assert journey.step("papers").state == "ready"


def test_the_steps_and_papers_of_others_are_not_there(client, sign_in, journey):
    stranger = sign_in(make_journey().worker)

    assert stranger.get(url("step", journey.step("papers").pk)).status_code == 404
    assert stranger.get(url("document", journey.paper.pk)).status_code == 404
    assert stranger.post(url("document", journey.paper.pk), {"file": pdf()}).status_code == 404


def test_the_step_of_an_employer_is_not_the_workers_to_complete(phone, journey):
    assert phone.get(url("step", journey.step("permit").pk)).status_code == 404


def test_a_contract_is_read_in_plain_words_and_signed(phone, journey):
    make_contract(journey)

    page = phone.get(url("contract")).text
    assert "€2,900" in page
    assert "What you pay for the job" in page

    refused = phone.post(url("contract"), {"has_read": "on"})
    assert refused.status_code == 422
    phone.post(url("contract"), {"has_read": "on", "pays_nothing": "on"})
    assert Contract.objects.get().worker_signed_on_date is not None


def test_home_asks_for_the_signature_first(phone, journey):
    make_contract(journey)

    page = phone.get(url("home")).text

    assert page.index("Sign your contract") < page.index("My way")


def test_a_check_in_may_leave_questions_open_and_a_cry_for_help_leads_to_help(phone, journey):
    row = CheckIn.objects.create(placement=journey.placement, party="worker", asked_on_date="2026-01-01")

    answer = phone.post(url("check_in", row.pk), {"answer": "bad", "pay_as_agreed": "no", "uses_skills": ""})

    row.refresh_from_db()
    assert answer["Location"] == url("help")
    assert (row.answer, row.pay_as_agreed, row.uses_skills) == ("bad", False, None)


def test_a_check_in_of_somebody_else_is_not_there(client, sign_in, journey):
    row = CheckIn.objects.create(placement=journey.placement, party="worker", asked_on_date="2026-01-01")

    assert sign_in(make_journey().worker).get(url("check_in", row.pk)).status_code == 404


def test_a_return_plan_is_written_changed_and_deleted_by_the_worker_alone(client, phone, journey):
    values = {"intention": "return", "work": "business", "planned_date": "2028-01-01", "needs": "A loan"}
    phone.post(url("return_plan"), values)
    assert ReturnPlan.objects.get().is_shared is False

    phone.post(url("return_plan"), values | {"intention": "stay"})
    assert ReturnPlan.objects.get().intention == "stay"

    phone.post(url("return_plan_delete"))
    assert not ReturnPlan.objects.exists()


def test_messages_are_ones_own_and_count_as_read_when_opened(phone, journey):
    mine = OutgoingMessage.objects.create(recipient=journey.worker, language="ar", subject="News", body="Sign in.")
    OutgoingMessage.objects.create(recipient=journey.protection, language="en", subject="Secret", body="No.")

    assert "New messages" in phone.get(url("home")).text
    page = phone.get(url("messages")).text

    mine.refresh_from_db()
    assert "News" in page
    assert "Secret" not in page
    assert mine.status == "read"


def test_jobs_show_only_what_fits_and_say_that_nothing_is_promised(client, sign_in):
    world = make_world()
    worker, _candidate = candidate_with_account(world)
    page = sign_in(worker).get(url("jobs")).text
    stranger = make_member(Role.WORKER)
    picker = make_person(user=stranger)
    give_work(picker, "9211")
    picker.candidacies.create(scheme=world.scheme, applied_on="2026-01-01")

    assert "Web developer" in page
    assert "Nothing here is a promise" in page
    assert "No open job fits your profile now" in sign_in(stranger, Client()).get(url("jobs")).text


def test_interest_is_told_to_the_office_and_can_be_taken_back(client, sign_in):
    world = make_world()
    worker, candidate = candidate_with_account(world)
    phone = sign_in(worker)

    phone.post(url("job", world.vacancy.pk))
    assert Interest.objects.get().candidate == candidate
    told = OutgoingMessage.objects.get(recipient=world.officer_origin)
    assert candidate.reference in told.body
    assert candidate.person.family_name not in told.body

    phone.post(url("job", world.vacancy.pk))
    assert not Interest.objects.exists()


def test_a_closed_job_and_a_job_of_another_scheme_are_not_there(client, sign_in):
    world, other = make_world(), make_world()
    worker, _candidate = candidate_with_account(world)
    world.vacancy.status = "closed"
    world.vacancy.save()

    for vacancy in (world.vacancy, other.vacancy):
        assert sign_in(worker).get(url("job", vacancy.pk)).status_code == 404


def test_a_proposal_is_answered_once(client, sign_in):
    world = make_world()
    worker, candidate = candidate_with_account(world, status="shortlisted")
    row = make_nomination(world.vacancy, candidate)
    phone = sign_in(worker)

    assert "A job is proposed to you" in phone.get(url("home")).text
    phone.post(url("proposal", row.pk), {"answer": "yes"})

    assert Nomination.objects.get().candidate_answer == "yes"
    assert phone.get(url("proposal", row.pk)).status_code == 404


def test_an_offer_is_read_with_its_pay_and_accepted(client, sign_in):
    journey = make_offered_journey()
    Offer.objects.update(answer="", answered_at=None)
    journey.offer.nomination.candidate.__class__.objects.update(status="offered")
    phone = sign_in(journey.worker)

    assert "€2,900" in phone.get(url("offer", journey.offer.pk)).text
    phone.post(url("offer", journey.offer.pk), {"answer": "yes"})

    assert Offer.objects.get().answer == "accepted"


def test_a_worker_leaves_the_selection_without_giving_a_reason(client, sign_in):
    world = make_world()
    worker, candidate = candidate_with_account(world, status="eligible")

    sign_in(worker).post(url("withdraw"), {"candidate": candidate.pk, "reason": "not_said"})

    candidate.refresh_from_db()
    assert candidate.status == "withdrawn"


def test_nobody_withdraws_another_persons_candidacy(client, sign_in):
    world = make_world()
    worker, _own = candidate_with_account(world)
    _other, theirs = candidate_with_account(world, status="eligible")

    answer = sign_in(worker).post(url("withdraw"), {"candidate": theirs.pk, "reason": "not_said"})

    theirs.refresh_from_db()
    assert answer.status_code == 422
    assert theirs.status == "eligible"


def test_a_passport_is_issued_shared_and_no_longer_shared(phone):
    phone.post(url("passport_issue"))
    passport = Passport.objects.get()
    assert passport.is_shared is False
    assert passport.code in phone.get(url("passport")).text

    phone.post(url("passport_share"), {"share": "on"})
    assert Passport.objects.get().is_shared is True
    assert Client().get(reverse("public_portal:check"), {"code": passport.code}).text.count("genuine")

    phone.post(url("passport_share"))
    assert Passport.objects.get().is_shared is False


def test_a_skill_that_is_added_is_only_stated(phone, journey):
    phone.post(url("skill_add"), {"skill": "welding"})

    skill = PersonSkill.objects.get()
    assert (skill.person.user, skill.source) == (journey.worker, "declared")


def test_a_fee_is_always_recorded_also_without_an_amount(phone, journey):
    phone.post(url("fee"), {"fee_class": "fee", "amount": "300", "currency": "EUR", "paid_to": "A man", "text": ""})
    phone.post(url("fee"), {"fee_class": "travel", "amount": "", "currency": "MAD", "paid_to": "", "text": ""})

    assert FeeReport.objects.count() == 2
    assert FeeReport.objects.filter(amount__isnull=True).count() == 1
    assert {row.person.user for row in FeeReport.objects.all()} == {journey.worker}
    page = phone.get(url("help")).text
    assert "€300" in page
    assert "Amount not known" in page


def test_a_complaint_gets_a_number_and_goes_without_a_name_on_wish(phone, journey):
    phone.post(
        url("complain"), {"category": "pay", "text": "My pay is late.", "safe_contact": "", "is_anonymous": "on"}
    )

    grievance = Grievance.objects.get()
    assert grievance.person is None
    assert grievance.tracking_number in phone.get(reverse("public_portal:complained")).text
    assert grievance.tracking_number not in phone.get(url("help")).text


def test_a_named_complaint_is_followed_under_help(phone, journey):
    phone.post(url("complain"), {"category": "pay", "text": "My pay is late.", "safe_contact": ""})

    assert Grievance.objects.get().person.user == journey.worker
    assert Grievance.objects.get().tracking_number in phone.get(url("help")).text


def test_a_call_is_asked_for_neutrally_and_the_way_is_kept(phone, journey):
    phone.post(url("call"), {"safe_contact": "After six, not my brother"})

    told = OutgoingMessage.objects.filter(recipient=journey.counsellor).latest("pk")
    journey.worker.person.refresh_from_db()
    assert journey.worker.person.safe_contact == "After six, not my brother"
    assert "brother" not in told.body
    assert str(journey.worker.person) not in told.subject + told.body
