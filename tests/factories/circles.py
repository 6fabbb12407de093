"""One row of every kind, four times: mine, and those of another organisation, country and scheme."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from corridor.access.models import Organisation, User, WorkspaceMember
from corridor.access.roles import Role
from corridor.core.files import keep
from corridor.core.runs import recorded
from corridor.delivery.mobility.models import CaseDocument, CaseStep, CheckIn, Contract, Placement
from corridor.delivery.mobility.services.placements import open_placement
from corridor.delivery.protection.models import FeeReport, Grievance
from corridor.delivery.recognition.models import CaseDocument as RecognitionPaper
from corridor.delivery.recognition.services import decisions, review
from corridor.delivery.recruitment.models import (
    Candidate,
    CandidateImport,
    DuplicateReview,
    Interview,
    Offer,
    Override,
    Recruiter,
    RecruiterEngagement,
    Shortlist,
)
from corridor.delivery.recruitment.services.matching import request_shortlists
from corridor.delivery.reintegration.models import ReturnPlan
from corridor.delivery.skills.models import (
    AssessedItem,
    Education,
    EvidenceItem,
    LinkProposal,
    Person,
    SkillAssessment,
    WorkExperience,
)
from corridor.delivery.skills.services import add_evidence, issue_passport, keep_entry, make_share, read_in
from corridor.delivery.training.models import Cohort, Enrolment, Session
from corridor.design.activities.models import SchemePathway
from corridor.design.schemes.models import Scheme, SchemeCorridor
from corridor.evaluation.monitoring import runs as monitoring
from corridor.knowledge.pathways.models import ModelContract, Pathway
from tests.factories import access, design, evidence, flexibility, mobility, recognition, recruitment, screening
from tests.factories.outlook import plant_outlook
from tests.factories.pathways import make_model_contract, make_pathway
from tests.factories.readiness import plant_readiness
from tests.factories.recruitment_csv import csv_of, row
from tests.factories.skills import give_skills, make_person
from tests.factories.training import make_annex, make_plan

# The employer's own step stands beside the worker's, so that both sides have a paper and something to do.
EMPLOYER_PAPER = {"kind": "permit", "label_en": "Work permit", "label_fr": "", "label_es": "", "label_ar": ""}
STEPS = (
    ("papers", "worker", (), (mobility.PASSPORT,)),
    ("permit", "employer", (), (EMPLOYER_PAPER,)),
    ("visa", "consulate", ("papers", "permit"), ()),
)


@dataclass
class Circle:
    """The rows around one worker; `surname` marks every person in it, so that a leak can be seen on a page."""

    surname: str
    scheme: Scheme
    ministry: Organisation
    agency: Organisation
    employer_organisation: Organisation
    provider: Organisation
    worker: User
    rows: dict[str, int | dict[str, int]] = field(default_factory=dict)
    authority: Organisation | None = None


def plant_plan(scheme: Scheme) -> dict[str, int]:
    """Plant the rows of a plan, which belong to no country and to no person."""
    exercise = design.make_scored_exercise(scheme)
    compared, excluded = exercise.alternatives.order_by("pk")
    parameters = {"scheme": scheme.pk, "as_of": timezone.localdate().isoformat()}
    with recorded(engine=monitoring.ENGINE, parameters=parameters, inputs=[parameters], by=None) as run:
        run.result = {}
    return {
        "scheme": scheme.pk,
        "line": design.make_line(design.make_budget(scheme)).pk,
        "objective": design.make_objective(scheme).pk,
        **plant_readiness(scheme),
        "run": run.pk,
        **evidence.plant_evidence(scheme),
        **plant_outlook(scheme),
        **flexibility.plant_flexibility(scheme),
        "alternative": compared.pk,
        "veto": screening.make_veto(excluded).pk,
        "weight_group": screening.make_group(exercise, organisation=scheme.lead, weights={"supply": 1.0}).pk,
    }


def make_circle(surname: str, scheme: Scheme, *, ministry, agency) -> Circle:
    """Plant one row of every kind; the ministry gives the country of origin, the agency the destination."""
    employer = access.make_organisation(iso3=agency.iso3, kind=Organisation.Kind.EMPLOYER)
    provider = access.make_organisation(iso3=ministry.iso3, kind=Organisation.Kind.TRAINING)
    for organisation in (employer, provider):
        WorkspaceMember.objects.create(workspace=scheme.workspace, organisation=organisation)
    worker = access.make_member(Role.WORKER, full_name=f"User {surname}", language="ar")
    circle = Circle(surname, scheme, ministry, agency, employer, provider, worker)
    SchemeCorridor.objects.get_or_create(scheme=scheme, origin_iso3=ministry.iso3, destination_iso3=agency.iso3)
    _plant_selection(circle)
    _plant_journey(circle)
    _plant_training(circle)
    _plant_care(circle)
    _plant_recognition(circle)
    return circle


def _plant_selection(circle: Circle) -> None:
    employer = recruitment.make_employer(circle.employer_organisation, nace2="J")
    vacancy = recruitment.make_vacancy(circle.scheme, employer, iso3=circle.agency.iso3)
    candidate, nomination = _proposed(circle, vacancy)
    offer = _offer(nomination)
    interview = Interview.objects.create(nomination=nomination, held_at=timezone.now())
    twin = _candidate(circle)
    review = DuplicateReview.objects.create(first=candidate, second=twin, ground=DuplicateReview.Ground.NAME)
    call = recruitment.make_call(circle.scheme, iso3=circle.ministry.iso3)
    Candidate.objects.filter(pk=candidate.pk).update(call=call)
    (made,) = request_shortlists(vacancies=[vacancy], by=None)
    circle.rows |= {
        "call": call.pk,
        "employer": employer.pk,
        "vacancy": vacancy.pk,
        "kept_run": made.run_id,
        "override": _override(candidate, made).pk,
        "candidate": candidate.pk,
        "nomination": nomination.pk,
        "offer": offer.pk,
        "interview": interview.pk,
        "review": review.pk,
        "import": _import(circle).pk,
        "recruiter": _recruiter(circle).pk,
    }


def _plant_journey(circle: Circle) -> None:
    scheme, (origin, destination) = circle.scheme, (circle.ministry.iso3, circle.agency.iso3)
    pathway = Pathway.objects.filter(uses__scheme=scheme, destination_iso3=destination).first()
    if pathway is None:
        pathway = make_pathway(destination_iso3=destination)
        mobility.make_steps(pathway, STEPS)
        corridor = scheme.corridors.get(origin_iso3=origin, destination_iso3=destination)
        SchemePathway.objects.create(scheme=scheme, pathway=pathway, corridor=corridor)
    if not ModelContract.objects.filter(destination_iso3=destination, sector="J").exists():
        make_model_contract(destination_iso3=destination)
    world = _World(scheme, recruitment.Vacancy.objects.get(pk=circle.rows["vacancy"]))
    person = make_person(user=circle.worker, iso3=origin, given_name="Amina", family_name=circle.surname)
    give_skills(person, "web programming")
    offer = mobility.make_accepted_offer(world, person)
    officer = access.make_member(Role.OFFICER_ORIGIN, organisation=circle.ministry)
    placement = open_placement(offer=offer, by=officer, on_date=None)
    waiting = mobility.make_accepted_offer(world, _person(circle))
    asked, offered = (recruitment.make_vacancy(scheme, world.vacancy.employer, iso3=destination) for _ in range(2))
    proposal = recruitment.make_nomination(asked, placement.candidate)
    agreed = recruitment.make_nomination(
        offered, placement.candidate, candidate_answer="yes", employer_answer="yes", employer_answered_at=timezone.now()
    )
    circle.rows |= {
        "person": person.pk,
        "placement": placement.pk,
        "case": placement.case.pk,
        "accepted_offer": waiting.pk,
        "proposal": proposal.pk,
        "open_offer": _offer(agreed).pk,
        "contract": _contract(placement).pk,
        "step": _by_party(CaseStep.objects.filter(case=placement.case), "step__party"),
        "document": _by_party(_papers(placement), "case_step__step__party"),
        "check_in": {party: _check_in(placement, party).pk for party in ("worker", "employer")},
        **_profile(person, circle.worker),
        **_passport(circle, person),
    }


def _passport(circle: Circle, person) -> dict[str, int]:
    passport = issue_passport(person=person, by=circle.worker)
    made = make_share(person=person, parts=["skills"], days=7, label="", by=circle.worker)
    return {"passport": passport.pk, "share": made.share.pk, "status_list": passport.credential.status_list_id}


def _profile(person, worker: User) -> dict[str, int]:
    """Give the person work whose words wait to be linked, a document, a CV and two assessments to compare."""
    work = keep_entry(entry=WorkExperience(person=person, title="كهربائية", written_in="ar"), by=worker)
    paper = EvidenceItem(person=person, kind=EvidenceItem.Kind.REFERENCE, experience=work)
    cv = SimpleUploadedFile("cv.json", b'{"work": [{"position": "Zellij", "location": "Fes"}]}')
    for phase, day, level in (("baseline", date(2024, 1, 9), 2), ("return", date(2026, 3, 2), 3)):
        held = SkillAssessment.objects.create(
            person=person, phase=phase, held_on_date=day, method="observed", assessor="Rabat"
        )
        AssessedItem.objects.create(assessment=held, language="fr", cefr=level)
    return {
        "experience": work.pk,
        "link": LinkProposal.objects.get(experience=work).pk,
        "profile_paper": add_evidence(item=paper, upload=mobility.pdf(), by=worker).pk,
        "cv": read_in(person=person, upload=cv, language="fr", by=worker).pk,
    }


def _plant_training(circle: Circle) -> None:
    cohort = Cohort.objects.create(
        scheme=circle.scheme,
        provider=circle.provider,
        kind=Cohort.Kind.TECHNICAL,
        name_en="Web programming",
        iso3=circle.ministry.iso3,
        language="fr",
        starts_on_date=date.today() - timedelta(days=60),
        ends_on_date=date.today() + timedelta(days=30),
        seats=3,
    )
    enrolment = Enrolment.objects.create(
        cohort=cohort, candidate_id=circle.rows["candidate"], enrolled_on_date=date.today()
    )
    session = Session.objects.create(cohort=cohort, held_on_date=date.today())
    circle.rows |= {"cohort": cohort.pk, "enrolment": enrolment.pk, "session": session.pk}
    circle.rows |= _plant_plans(circle, cohort, enrolment)


def _plant_plans(circle: Circle, cohort: Cohort, enrolment: Enrolment) -> dict[str, dict[str, int]]:
    """What a trainer reaches is of the person whom she teaches; all others reach the worker's."""
    taught, worker = enrolment.candidate.person_id, circle.rows["person"]
    learnt = Education.objects.create(person_id=worker, title="Diploma", eqf_level=4, iso3=circle.ministry.iso3)
    plans = {who: make_plan(person, circle.rows["vacancy"]).pk for who, person in (("trainer", taught), ("", worker))}
    annexes = {"worker": make_annex(education=learnt).pk, "": make_annex(cohort=cohort).pk}
    return {"learner": {"trainer": taught, "": worker}, "training_plan": plans, "annex": annexes}


def _plant_care(circle: Circle) -> None:
    person_id, scheme = circle.rows["person"], circle.scheme
    grievance = Grievance.objects.create(
        tracking_number=f"T-{person_id}",
        scheme=scheme,
        person_id=person_id,
        category=Grievance.Category.PAY,
        text=f"Told by {circle.surname}",
        channel=Grievance.Channel.PORTAL,
        received_at=timezone.now(),
        due_date=date.today() + timedelta(days=10),
    )
    fee = FeeReport.objects.create(
        person_id=person_id, scheme=scheme, fee_class="fee", amount=100, amount_eur=100, reported_at=timezone.now()
    )
    plan = ReturnPlan.objects.create(person_id=person_id, scheme=scheme, is_shared=True)
    circle.rows |= {"grievance": grievance.pk, "fee": fee.pk, "plan": plan.pk}


def _plant_recognition(circle: Circle) -> None:
    """An application that is open and one that was decided in part, with evidence that is shown."""
    person = Person.objects.get(pk=circle.rows["person"])
    authority = access.make_organisation(iso3=circle.agency.iso3, kind=Organisation.Kind.AUTHORITY)
    by = access.make_member(Role.AUTHORITY, organisation=authority)
    country = {"iso3": circle.agency.iso3, "organisation": authority}
    first, second = (recognition.make_procedure(**country, asked=asked) for asked in (("diploma",), ()))
    case = recognition.make_complete(first, by=by, person=person, user=circle.worker)
    difference = review.name_difference(
        case=case, difference=review.Difference("practice", recognition.SAID, recognition.SAID), by=by
    )
    decided = recognition.make_complete(second, by=by, person=person, user=circle.worker)
    plans = tuple(decisions.MeasurePlan(kind, hours=40) for kind in ("adaptation_training", "language_course"))
    notice = decisions.Notice("partial", reasons=recognition.SAID, measures=plans)
    decision = decisions.decide(case=decided, notice=notice, by=by)
    chosen, offered = decision.measures.order_by("pk")
    decisions.choose_measure(measure=chosen, by=circle.worker)
    shown = keep(upload=recognition.photo(), purpose="prior learning", media_type="image/jpeg", by=circle.worker)
    item = recognition.make_item(person, is_shared=True, file=shown, title=recognition.SAID, text=recognition.SAID)
    enrolled = Candidate.objects.get(pk=circle.rows["candidate"]).person
    taught = recognition.make_item(enrolled, is_shared=True, file=shown, title=recognition.SAID, text=recognition.SAID)
    circle.authority = authority
    circle.rows |= {
        "recognition": case.pk,
        "recognition_decided": decided.pk,
        "recognition_paper": RecognitionPaper.objects.get(case=case).pk,
        "recognition_difference": difference.pk,
        "measure_chosen": chosen.pk,
        "measure_offered": offered.pk,
        "evidence_item": {"trainer": taught.pk, "": item.pk},
        "person_to_assess": {"trainer": enrolled.pk, "": person.pk},
    }


@dataclass
class _World:
    scheme: Scheme
    vacancy: object


def _person(circle: Circle):
    return make_person(iso3=circle.ministry.iso3, given_name="Amina", family_name=circle.surname)


def _candidate(circle: Circle):
    return recruitment.make_candidate(circle.scheme, _person(circle))


def _proposed(circle: Circle, vacancy):
    candidate = recruitment.make_candidate(circle.scheme, _person(circle), status="selected")
    return candidate, recruitment.make_nomination(vacancy, candidate, candidate_answer="yes", employer_answer="yes")


def _offer(nomination) -> Offer:
    start = nomination.vacancy.start_date
    return Offer.objects.create(nomination=nomination, made_at=timezone.now(), salary_eur_month=2900, start_date=start)


def _override(candidate: Candidate, made: Shortlist) -> Override:
    fields = {"vacancy": made.vacancy, "run": made.run, "candidate": candidate, "kind": "on"}
    return Override.objects.create(**fields, reason="Known to the office.")


def _import(circle: Circle) -> CandidateImport:
    upload = SimpleUploadedFile("people.csv", csv_of(row(1, country=circle.ministry.iso3)), content_type="text/csv")
    kept = keep(upload=upload, purpose="candidates", media_type="text/csv", by=None)
    return CandidateImport.objects.create(scheme=circle.scheme, iso3=circle.ministry.iso3, file=kept)


def _recruiter(circle: Circle) -> Recruiter:
    recruiter = Recruiter.objects.create(name=f"Recruiter {circle.provider.pk}", iso3=circle.ministry.iso3)
    RecruiterEngagement.objects.create(recruiter=recruiter, scheme=circle.scheme)
    return recruiter


def _contract(placement: Placement) -> Contract:
    return Contract.objects.create(
        placement=placement,
        model=ModelContract.objects.filter(destination_iso3=placement.vacancy.iso3).first(),
        **mobility.terms(),
    )


def _papers(placement: Placement):
    upload = mobility.pdf()
    kept = keep(upload=upload, purpose="case_document", media_type="application/pdf", by=None)
    papers = CaseDocument.objects.filter(case_step__case=placement.case)
    papers.update(file=kept, status=CaseDocument.Status.RECEIVED)
    return papers


def _check_in(placement: Placement, party: str) -> CheckIn:
    return CheckIn.objects.create(placement=placement, party=party, asked_on_date=date.today())


def _by_party(rows, path: str) -> dict[str, int]:
    """The worker's row for everyone, except that an employer reaches only her own."""
    parties = dict(rows.values_list(path, "pk"))
    return {"employer": parties["employer"], "": parties["worker"]}
