"""Risks, change requests and pipelines with the least that is valid."""

from datetime import date

from corridor.design.flexibility import services
from corridor.design.flexibility.models import ChangeRequest, PipelinePlan, PipelineStep, Risk, Scenario
from corridor.design.flexibility.rules import Wanted
from corridor.design.partnerships.models import BodyMember
from corridor.design.schemes.models import Scheme
from tests.factories.access import make_organisation
from tests.factories.design import make_body, make_designer, make_scheme


def make_approved_scheme(**fields) -> Scheme:
    """A scheme whose plan stands approved as version 1."""
    given = {
        "version": 1, "is_open_for_changes": False, "status": Scheme.Status.RUNNING, "target_participants": 100,
        "target_placements": 50, "start_date": date(2026, 1, 1), "end_date": date(2029, 1, 1), "nace2": "J",
    }  # fmt: skip
    return make_scheme(**given | fields)


def make_risk(scheme=None, **fields) -> Risk:
    scheme = scheme or make_approved_scheme()
    given = {
        "title": "Visas take longer",
        "category": Risk.Category.LEGAL,
        "owner": scheme.lead,
        "response": "Move the start of the courses.",
        "review_date": date(2026, 12, 31),
        "measured_by": "Days until the visa",
        "threshold": 90,
        "rule": "dates",
    }
    return Risk.objects.create(scheme=scheme, **given | fields)


def make_request(scheme=None, *, wishes=(), **fields) -> ChangeRequest:
    scheme = scheme or make_approved_scheme()
    given = {"title": "Fewer people", "kind": "numbers", "reason": "The border is closed.", "base_version": 1}
    request = ChangeRequest.objects.create(scheme=scheme, **given | fields)
    wanted = wishes or [Wanted("participants", to_number=80)]
    return services.save_request(request=request, wishes=wanted, by=make_designer(scheme))


def make_seat(scheme, *, organisation=None, seat=BodyMember.Seat.MEMBER, body=None):
    """A body of the scheme with a seat for an organisation."""
    body = body or make_body(scheme)
    organisation = organisation or make_organisation()
    return BodyMember.objects.create(body=body, organisation=organisation, seat=seat)


def make_pipeline(scheme=None, **fields) -> PipelinePlan:
    """Two steps that everybody passes in a month, five a month in the second."""
    scheme = scheme or make_approved_scheme()
    given = {"months": 12, "entrants": [20], "target_step": "visa", "target_people": 15, "target_month": 8}
    plan = PipelinePlan.objects.create(scheme=scheme, **given | fields)
    for place, (code, room) in enumerate((("trained", None), ("visa", 5)), start=1):
        PipelineStep.objects.create(
            plan=plan, code=code, place=place, share_least=100, share_likely=100, share_most=100, months_least=1,
            months_likely=1, months_most=1, capacity=room, cost_per_person=100,
        )  # fmt: skip
    return plan


def make_scenario(plan=None, *, shocks=(), name="Border closed") -> Scenario:
    scenario = Scenario.objects.create(plan=plan or make_pipeline(), name=name)
    for shock in shocks or ({"blow": "closed", "step": "visa", "first_month": 3, "last_month": 6},):
        scenario.shocks.create(**shock)
    return scenario


def plant_flexibility(scheme: Scheme) -> dict[str, int]:
    """Plant a risk, a change request and a scenario of a plan, as the circles of others hold them."""
    request = ChangeRequest.objects.create(scheme=scheme, title="Later start", kind="dates", base_version=1)
    return {
        "risk": make_risk(scheme).pk,
        "change": request.pk,
        "shocks": make_scenario(make_pipeline(scheme)).pk,
    }
