"""The world in the records: complete, consistent, and planted just once."""

from collections import Counter
from statistics import median

import pytest
from django.db.models import Count, F
from django.utils import timezone

from corridor.access.models import Membership, User
from corridor.core.audit import verify
from corridor.core.models import AuditEntry
from corridor.delivery.mobility.models import Case, CaseStep, Contract, Placement
from corridor.delivery.protection.models import FeeReport, Grievance
from corridor.delivery.recognition.models import EquivalenceEntry, RecognitionCase
from corridor.delivery.recruitment.models import (
    Call,
    Candidate,
    DuplicateReview,
    Employer,
    Nomination,
    Offer,
    Recruiter,
    Shortlist,
    Vacancy,
)
from corridor.delivery.recruitment.selectors.calls import counts_of
from corridor.delivery.skills.models import (
    EvidenceItem,
    LanguageResult,
    LinkProposal,
    Person,
    PersonSkill,
    SkillAssessment,
)
from corridor.delivery.training.models import Assessment, Cohort, DiplomaAnnex, TrainingPlan
from corridor.delivery.training.rules import Outcomes
from corridor.delivery.training.selectors import progress_of
from corridor.demo import services
from corridor.demo.logins import LOGINS, PASSWORD
from corridor.demo.models import DemoState
from corridor.demo.world.truth import packaged
from corridor.design.budgets.models import Actual, BudgetLine, PayerShare
from corridor.design.schemes.models import Scheme
from corridor.design.studio.selectors import plan_of
from corridor.design.studio.steps import missing_of
from corridor.knowledge.codelists.models import Code
from corridor.knowledge.measures.models import Measure
from corridor.knowledge.pathways.models import ModelContract, Pathway
from corridor.knowledge.pathways.selectors import steps_of
from corridor.knowledge.pathways.wording import cited
from tests.factories.demo import planted_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TRUTH = packaged()


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    with planted_world(django_db_blocker):
        yield


@pytest.fixture
def demonstration(settings):
    settings.CORRIDOR_DEMO, settings.CORRIDOR_DEMO_TOTP_SECRET = True, "CORRIDORDEMOSECRETCODEAA"


def by_scheme(rows, path="scheme__reference"):
    return dict(rows.values_list(path).annotate(n=Count("pk")).values_list(path, "n").order_by())


def test_three_schemes_run_and_one_waits_for_four_gaps():
    status = dict(Scheme.objects.values_list("reference", "status"))
    assert status == {"MA-BE-ICT": "running", "MA-ES-FARM": "running", "TN-DE-ENG": "running", "TN-BE-SOLAR": "draft"}
    draft = Scheme.objects.get(reference="TN-BE-SOLAR")
    gaps = {(gap.step, gap.field) for gap in missing_of(plan_of(scheme=draft))}
    assert gaps == {
        ("choice", "country_reason"), ("model", "target_placements"), ("design", "decision"), ("results", "target"),
    }  # fmt: skip


@pytest.mark.parametrize("reference", ["MA-BE-ICT", "MA-ES-FARM", "TN-DE-ENG"])
def test_the_plan_of_a_running_scheme_lacks_nothing(reference):
    scheme = Scheme.objects.get(reference=reference)
    assert missing_of(plan_of(scheme=scheme)) == []
    assert scheme.version == 1


def test_the_counts_are_those_of_the_truth():
    assert by_scheme(Candidate.objects.all()) == TRUTH["people"]
    assert by_scheme(Vacancy.objects.all()) == TRUTH["vacancies"]
    assert by_scheme(Placement.objects.all()) == TRUTH["placements"]
    assert Employer.objects.count() == 60
    assert Person.objects.filter(is_invented=False).count() == 0


def test_women_among_those_who_applied_are_as_planted():
    women = by_scheme(Candidate.objects.filter(person__sex="f"))
    assert women == {name: stages["applied"][0] for name, stages in TRUTH["women"].items()}


def test_what_is_not_known_stays_unknown():
    assert by_scheme(Candidate.objects.filter(person__sex="")) == TRUTH["sex_not_known"]
    assert by_scheme(Candidate.objects.filter(person__birth_date=None)) == TRUTH["birth_date_not_known"]


def test_the_median_way_from_selection_to_departure_is_as_planted():
    for name, days in TRUTH["median_days_from_selection_to_departure"].items():
        gone = Placement.objects.filter(scheme__reference=name, departed_on_date__isnull=False)
        found = [row.departed_on_date - row.selected_on_date for row in gone]
        assert median(each.days for each in found) == days


def test_departures_without_contract_have_none_registered():
    gone = Placement.objects.filter(departed_uncleared=True)
    assert sorted(gone.values_list("case__reference", flat=True)) == TRUTH["departures_without_contract"]
    assert not Contract.objects.filter(placement__in=gone, status="registered").exists()


def test_everybody_else_who_left_has_a_registered_contract_without_fees():
    left = Placement.objects.filter(departed_on_date__isnull=False, departed_uncleared=False)
    assert left.filter(contract__status="registered", contract__worker_fees_eur=0).count() == left.count()


def test_just_one_visa_is_late(world):
    today = DemoState.objects.get().filled_on_date
    late = CaseStep.objects.filter(step__code="visa", state="ready", due_date__lt=today, case__status="open")
    assert list(late.values_list("case__reference", flat=True)) == TRUTH["late_visa"]


def test_every_case_has_every_step_of_its_procedure():
    for case in Case.objects.select_related("procedure")[:50]:
        held = set(case.steps.values_list("step__code", flat=True))
        assert held == {step.code for step in steps_of(procedure=case.procedure)}


def test_recruiters_without_licence_are_the_planted_ones():
    found = Recruiter.objects.filter(status="unlicensed").values_list("name", flat=True)
    assert sorted(found) == sorted(TRUTH["recruiters_without_licence"])


def test_thirty_pairs_wait_for_a_decision():
    assert DuplicateReview.objects.filter(decision="open").count() == 30
    pairs = DuplicateReview.objects.select_related("first__person", "second__person")
    for pair in pairs:
        first, second = pair.first.person, pair.second.person
        mark = {"email": "email", "phone": "phone_key", "name": "name_key"}[pair.ground]
        assert getattr(first, mark) == getattr(second, mark) != ""


def test_nobody_else_shares_a_mark():
    shared = Person.objects.exclude(email="").values("email").annotate(n=Count("pk")).filter(n__gt=1).count()
    phones = Person.objects.exclude(phone_key="").values("phone_key").annotate(n=Count("pk")).filter(n__gt=1).count()
    grounds = Counter(DuplicateReview.objects.values_list("ground", flat=True))
    assert (shared, phones) == (grounds["email"], grounds["phone"])


def test_two_fees_were_reported_and_no_more():
    found = FeeReport.objects.order_by("pk").values_list("scheme__reference", "amount", "currency")
    assert [(s, str(int(a)), c) for s, a, c in found] == [
        (fee["scheme"], fee["amount"], fee["currency"]) for fee in TRUTH["illegal_fees"]
    ]


def test_four_complaints_are_overdue():
    today = DemoState.objects.get().filled_on_date
    open_ones = Grievance.objects.exclude(status__in=["resolved", "closed"])
    assert open_ones.filter(due_date__lt=today).count() == TRUTH["overdue_grievances"]
    assert Grievance.objects.count() == 24


def test_the_pass_rates_are_as_planted():
    found = []
    for cohort in Cohort.objects.order_by("pk"):
        scores = Assessment.objects.filter(enrolment__cohort=cohort, kind="final")
        if scores.exists():
            passed = scores.filter(score__gte=F("pass_mark")).count()
            found.append((cohort.scheme.reference, passed, scores.count()))
    assert found == [(scheme, passed, tested) for scheme, _, _, passed, tested in TRUTH["cohorts"]]


def test_a_withdrawn_employer_still_has_people_at_work():
    (farm,) = Employer.objects.filter(vetted_status="withdrawn")
    assert str(farm) == TRUTH["withdrawn_employer"]["name"]
    at_work = Placement.objects.filter(vacancy__employer=farm, status="working").count()
    assert at_work == TRUTH["withdrawn_employer"]["people_at_work"]
    assert not farm.vacancies.filter(status="open").exists()


def test_offers_never_exceed_the_posts():
    for vacancy in Vacancy.objects.annotate(offers=Count("nominations__offer")):
        declined = Offer.objects.filter(nomination__vacancy=vacancy, answer="declined").count()
        assert vacancy.offers - declined <= vacancy.positions


def test_the_tours_employer_has_three_people_to_decide_on():
    waiting = Nomination.objects.filter(
        vacancy__employer__organisation__memberships__user__email="employer@demo.corridor.example",
        candidate_answer="yes",
        employer_answer="",
    )
    assert waiting.count() == 3


def test_shortlists_were_made_by_the_engine_and_found_somebody():
    assert Shortlist.objects.count() == 13
    assert not Shortlist.objects.filter(eligible=0).exists()


def test_every_worker_of_the_tour_has_a_case():
    for mailbox in ("salma", "fatima", "youssef"):
        assert Case.objects.filter(placement__candidate__person__user__email__startswith=f"{mailbox}@").exists()


def test_three_workers_have_whole_profiles_and_words_in_arabic_wait_to_be_linked():
    links = LinkProposal.objects.filter(person__user__email__startswith="fatima@")

    assert set(links.values_list("language", "state")) == {("ar", "open")}
    assert EvidenceItem.objects.filter(person__user__email__startswith="salma@", verification="confirmed").exists()
    assert LanguageResult.objects.get(person__user__email__startswith="youssef@").is_expired(timezone.localdate())
    assert SkillAssessment.objects.filter(person__user__email__startswith="fatima@").count() == 2


def test_salma_has_something_to_do():
    case = Case.objects.get(placement__candidate__person__user__email="salma@demo.corridor.example")
    assert case.steps.filter(step__party="worker", state="ready").exists()
    contract = case.placement.contract
    assert (contract.status, contract.worker_signed_on_date) == ("checked", None)
    assert contract.language == "ar"


def test_skills_have_labels_in_four_languages():
    for language in ("en", "fr", "es", "ar"):
        # What stands in own words waits for its labels.
        assert not PersonSkill.objects.filter(own_words="", **{f"label_{language}": ""}).exists()


def test_no_worker_bears_a_recruitment_cost():
    assert not PayerShare.objects.filter(payer="migrant").exists()
    assert BudgetLine.objects.exclude(source="").count() == BudgetLine.objects.count()
    assert Actual.objects.exists()


def test_evidence_names_its_source_or_says_that_it_is_invented():
    for row in (*Pathway.objects.all(), *ModelContract.objects.all()):
        # A packaged pathway names lines of the source documents; everything else is invented and says so.
        assert row.is_invented == ("Invented" in row.source)
        assert row.is_invented or cited(row.source) != row.source
    scheme = Scheme.objects.get(reference="TN-DE-ENG")
    assert scheme.notes.filter(topic="figure").exclude(source="").exists()


def test_the_filling_is_on_an_unbroken_audit_with_its_seed():
    (entry,) = AuditEntry.objects.filter(action="demo.filled")
    assert entry.detail["seed"] == DemoState.objects.get().seed
    assert verify().is_intact


def test_nobody_applied_outside_the_days_of_a_call_and_six_wait_past_the_promised_day(demonstration):
    applied = Candidate.objects.filter(call__isnull=False)
    today = timezone.localdate()

    counts = [counts_of(call, today=today) for call in Call.objects.all()]

    assert not applied.exclude(applied_on__range=(F("call__opens_date"), F("call__closes_date"))).exists()
    assert sorted(count.overdue for count in counts) == [0, 0, 0, 0, 0, 6]
    assert all(count.answered for count in counts)


def test_a_second_start_changes_nothing(demonstration, django_assert_max_num_queries):
    before = AuditEntry.objects.count()
    with django_assert_max_num_queries(3):
        prepared = services.prepare()
    assert not prepared.was_filled
    assert AuditEntry.objects.count() == before
    text = prepared.as_text(address="http://127.0.0.1:8000/")
    assert PASSWORD in text
    assert all(login.email in text for login in LOGINS)
    assert len(prepared.document()["logins"]) == len(LOGINS)


def test_starting_empty_keeps_lists_gallery_and_logins(demonstration):
    codes, measures, users = (
        Code.objects.count(),
        Measure.objects.count(),
        set(User.objects.values_list("pk", flat=True)),
    )
    services.start_empty(by=None)
    for model in (Person, Candidate, Vacancy, Employer, Placement, Case, Grievance, Nomination):
        assert not model.objects.exists(), model
    assert (Code.objects.count(), Measure.objects.count()) == (codes, measures)
    assert set(User.objects.values_list("pk", flat=True)) == users
    assert list(Scheme.objects.values_list("reference", flat=True)) == ["own"]
    assert Membership.objects.filter(role="officer_origin").exists()
    assert not services.prepare().was_filled
    assert verify().is_intact


def test_a_reset_has_brought_every_record_back():
    # The factory empties the world and resets it; the tests above count what stands then.
    acts = AuditEntry.objects.filter(action__in=["demo.emptied", "demo.filled"]).order_by("sequence")
    assert list(acts.values_list("action", flat=True)) == ["demo.emptied", "demo.filled"]
    assert {login.email for login in LOGINS} <= set(User.objects.values_list("email", flat=True))


def test_outside_a_demonstration_nothing_is_filled_or_emptied(settings):
    from corridor.kernel.errors import RuleViolation

    settings.CORRIDOR_DEMO = False
    for act in (services.reset, services.start_empty):
        with pytest.raises(RuleViolation):
            act(by=None)
    assert Candidate.objects.exists()


def test_the_worker_who_signs_in_has_a_training_plan_with_open_courses():
    plan = TrainingPlan.objects.get(person__user__email="salma@demo.corridor.example")
    progress = progress_of(plan)

    assert progress.was_open > 0
    assert progress.closed == 0
    assert progress.courses
    assert all(one.cohort.payer in Cohort.Payer.values for one in progress.courses)


def test_the_annex_of_the_demonstration_is_confirmed_and_says_what_esco_has_no_name_for():
    annex = DiplomaAnnex.objects.get()
    outcomes = Outcomes.of(annex.outcomes)

    assert annex.is_confirmed
    assert annex.is_invented
    assert (outcomes.mapped, len(outcomes.items)) == (6, 7)


def test_recognition_shows_four_states_a_measure_an_appeal_and_a_holder_who_pays_by_law():
    cases = {case.state: case for case in RecognitionCase.objects.order_by("pk")}

    assert set(cases) == {"under_review", "decided", "documents_missing", "appealed"}
    assert cases["decided"].decisions.get().measures.get().kind == "adaptation_period"
    assert cases["documents_missing"].law is not None
    assert EquivalenceEntry.objects.filter(is_invented=True, source__gt="").count() == 6
