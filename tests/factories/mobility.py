"""A worker on the way: an accepted offer, its placement and case, and the people who act."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.delivery.mobility.models import Case, Contract, Placement
from corridor.delivery.mobility.services.contracts import draft_contract, register_contract, sign_contract
from corridor.delivery.mobility.services.placements import open_placement
from corridor.delivery.recruitment.models import Offer
from corridor.design.activities.models import SchemePathway
from corridor.knowledge.pathways.models import ModelContract, ProcedureStep
from tests.factories.access import make_member
from tests.factories.pathways import make_model_contract, make_pathway, make_procedure
from tests.factories.recruitment import World, make_candidate, make_nomination, make_world
from tests.factories.skills import make_person

PDF = b"%PDF-1.4 a short document"
PASSPORT = {"kind": "passport", "label_en": "Passport", "label_fr": "Passeport", "label_es": "", "label_ar": ""}
# Permit and papers side by side, then the visa, then the start of work.
STEPS = (
    ("papers", "worker", (), (PASSPORT,)),
    ("permit", "employer", (), ()),
    ("visa", "consulate", ("papers", "permit"), ()),
    ("work", "officer_destination", ("visa",), ()),
)


@dataclass
class Journey:
    """Everything around one placement."""

    world: World
    offer: Offer
    worker: User
    protection: User
    counsellor: User
    placement: Placement | None = None

    @property
    def case(self) -> Case:
        return self.placement.case

    def step(self, code: str):
        return self.case.steps.select_related("step", "case").get(step__code=code)

    @property
    def paper(self):
        return self.step("papers").documents.get()


def make_steps(pathway, steps=STEPS):
    procedure = make_procedure(pathway=pathway, steps=tuple((code, before) for code, _p, before, _d in steps))
    for code, party, _before, documents in steps:
        ProcedureStep.objects.filter(procedure=procedure, code=code).update(party=party, documents=list(documents))
    return procedure


def make_accepted_offer(world: World, person=None, **fields) -> Offer:
    candidate = make_candidate(world.scheme, person or make_person(), status="accepted")
    nomination = make_nomination(
        world.vacancy,
        candidate,
        candidate_answer="yes",
        employer_answer="yes",
        employer_answered_at=timezone.now() - timedelta(days=40),
    )
    values = {
        "made_at": timezone.now() - timedelta(days=30),
        "salary_eur_month": Decimal(2900),
        "start_date": date.today() + timedelta(days=90),
        "answer": "accepted",
        "answered_at": timezone.now() - timedelta(days=20),
    }
    return Offer.objects.create(nomination=nomination, **values | fields)


def make_offered_journey(steps=STEPS) -> Journey:
    """An accepted offer in a scheme whose pathway has a procedure."""
    world = make_world()
    pathway = make_pathway()
    make_steps(pathway, steps)
    SchemePathway.objects.create(scheme=world.scheme, pathway=pathway, corridor=world.scheme.corridors.get())
    world.employer.nace2 = "J"
    world.employer.save()
    if not ModelContract.objects.filter(destination_iso3="BEL", sector="J").exists():
        make_model_contract()
    worker = make_member(Role.WORKER)
    return Journey(
        world=world,
        offer=make_accepted_offer(world, make_person(user=worker, preferred_language="fr")),
        worker=worker,
        protection=make_member(Role.PROTECTION, organisation=world.ministry),
        counsellor=make_member(Role.COUNSELLOR, organisation=world.ministry),
    )


def make_journey(steps=STEPS, *, opened: date | None = None) -> Journey:
    """The same with its placement and case."""
    journey = make_offered_journey(steps)
    journey.placement = open_placement(offer=journey.offer, by=journey.world.officer_origin, on_date=opened)
    return journey


def terms(**changes) -> dict:
    """Terms that the model contract of the factories accepts."""
    values = {
        "monthly_gross_eur": Decimal(2900),
        "weekly_hours": Decimal(38),
        "rest_days_per_week": Decimal(2),
        "is_insured": True,
        "repatriation_paid_by": "employer",
        "worker_fees_eur": Decimal(0),
        "starts_on_date": date.today() + timedelta(days=90),
        "language": "fr",
    }
    return values | changes


def make_contract(journey: Journey, **changes) -> Contract:
    return draft_contract(placement=journey.placement, by=journey.world.employer_user, **terms(**changes))


def make_registered_contract(journey: Journey) -> Contract:
    contract = make_contract(journey)
    sign_contract(contract=contract, by=journey.worker)
    sign_contract(contract=contract, by=journey.world.employer_user)
    return register_contract(contract=contract, by=journey.world.officer_destination)


def pdf(name: str = "passport.pdf", content: bytes = PDF, media_type: str = "application/pdf"):
    return SimpleUploadedFile(name, content, content_type=media_type)
