"""A small running scheme whose results can be counted by hand."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from corridor.access.models import WorkspaceMember
from corridor.access.roles import Role
from corridor.delivery.mobility.models import Case, CaseStep, CheckIn, Placement
from corridor.delivery.protection.models import FeeReport
from corridor.delivery.recruitment.models import Offer
from corridor.delivery.training.models import Assessment, Cohort, Enrolment
from corridor.design.budgets.models import Actual
from corridor.design.results.models import Indicator, IndicatorValue
from tests.factories.access import make_member, make_organisation
from tests.factories.design import make_budget, make_indicator, make_line
from tests.factories.pathways import make_procedure
from tests.factories.recruitment import World, make_candidate, make_nomination, make_world
from tests.factories.skills import make_person

TODAY = date.today()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@dataclass
class Run:
    """A world of recruitment, with readers and with people who have moved."""

    world: World
    readers: dict[Role, object] = field(default_factory=dict)
    placements: list[Placement] = field(default_factory=list)

    @property
    def scheme(self):
        return self.world.scheme


def make_run(*, women: int = 12, men: int = 14, departed_women: int = 2, departed_men: int = 3) -> Run:
    """Register women and men; the first few of each depart, one came home, each waited 30 days or more."""
    run = Run(make_world(positions=20))
    run.scheme.status, run.scheme.target_placements, run.scheme.version = "running", 10, 1
    run.scheme.save()
    for role in (
        Role.DONOR,
        Role.COMMITTEE,
        Role.EVALUATOR,
        Role.DESIGNER,
        Role.PROTECTION,
        Role.TRAINER,
        Role.COUNSELLOR,
    ):
        organisation = make_organisation(iso3="MAR")
        WorkspaceMember.objects.create(workspace=run.scheme.workspace, organisation=organisation)
        run.readers[role] = make_member(role, organisation=organisation)
    procedure = make_procedure()
    for sex, many, gone in (("f", women, departed_women), ("m", men, departed_men)):
        for n in range(many):
            candidate = make_candidate(run.scheme, make_person(sex=sex))
            if n < gone:
                run.placements.append(place(run, candidate, procedure, waited=30 + 10 * n))
    return run


def place(run: Run, candidate, procedure, *, waited: int, selected=None) -> Placement:
    """Take a candidate from the nomination to work abroad."""
    selected = selected or ago(200)
    nomination = make_nomination(run.world.vacancy, candidate, candidate_answer="yes", employer_answer="yes")
    offer = Offer.objects.create(
        nomination=nomination, made_at=timezone.now(), salary_eur_month=2900, start_date=ago(100), answer="accepted"
    )
    left = selected + timedelta(days=waited)
    placement = Placement.objects.create(
        candidate=candidate, vacancy=run.world.vacancy, scheme=run.scheme, offer=offer, status="working",
        selected_on_date=selected, cleared_on_date=left, departed_on_date=left, arrived_on_date=left,
    )  # fmt: skip
    case = Case.objects.create(
        reference=f"case-{placement.pk}",
        placement=placement,
        procedure=procedure,
        opened_on_date=selected,
        status="done",
    )
    for step, days in zip(procedure.steps.order_by("order"), (5, waited - 5), strict=True):
        CaseStep.objects.create(
            case=case, step=step, state="done", ready_on_date=selected, done_on_date=selected + timedelta(days=days)
        )
    return placement


def give_money(run: Run) -> None:
    """Plan 10,000 euros, half of it the employer's, for 20 participants; 5,000 are spent, 1,000 without a line."""
    budget = make_budget(run.scheme, participants=20, placements=10)
    line = make_line(budget, shares={"employer": 50, "donor": 50}, unit_cost=10000)
    Actual.objects.create(budget=budget, line=line, spent_on=ago(50), amount=4000, payer="donor")
    Actual.objects.create(budget=budget, line=None, spent_on=ago(40), amount=1000, payer="employer")


def give_training(run: Run, *, passed: int = 9, failed: int = 3) -> Cohort:
    """One cohort whose people have taken the final test."""
    cohort = Cohort.objects.create(
        scheme=run.scheme, provider=run.world.ministry, kind="language", name_en="French A2", iso3="MAR", language="fr",
        starts_on_date=ago(300), ends_on_date=ago(250), seats=20,
    )  # fmt: skip
    for n, candidate in enumerate(run.scheme.candidates.order_by("pk")[: passed + failed]):
        status = "completed" if n < passed else "failed"
        enrolment = Enrolment.objects.create(
            cohort=cohort, candidate=candidate, status=status, enrolled_on_date=ago(310)
        )
        Assessment.objects.create(
            enrolment=enrolment, kind="final", score=80 if n < passed else 40, pass_mark=60, assessed_on_date=ago(250)
        )
    return cohort


def give_voices(run: Run) -> None:
    """Three workers are asked, two answer; one reports a fee of 300 euros, one a fee without an amount."""
    first, second, third = run.placements[:3]
    asked = {"party": "worker", "asked_on_date": ago(30)}
    CheckIn.objects.create(placement=first, answered_on_date=ago(29), answer="well", uses_skills=True, **asked)
    CheckIn.objects.create(placement=second, answered_on_date=ago(28), answer="bad", uses_skills=False, **asked)
    CheckIn.objects.create(placement=third, **asked)
    fee = {"scheme": run.scheme, "fee_class": "fee", "reported_at": timezone.now()}
    FeeReport.objects.create(person=first.candidate.person, amount=300, amount_eur=300, **fee)
    FeeReport.objects.create(person=second.candidate.person, status="repayment_open", **fee)


def give_indicators(run: Run) -> dict[str, Indicator]:
    """Placements, share of women, days to departure and fees, each computed; one entered by hand."""
    dates = {"baseline_date": ago(400), "target_date": TODAY + timedelta(days=400)}
    made = {
        name: make_indicator(
            run.scheme, code=name.replace("_", "-"), computed_from=name, unit=unit, target=target, **dates
        )
        for name, unit, target in (
            ("placements", "persons", 10), ("women_share", "percent", 50), ("fees_paid_by_workers", "eur", 0),
        )
    }  # fmt: skip
    made["by_hand"] = make_indicator(run.scheme, code="by-hand", computed_from="", unit="count", target=100, **dates)
    for days, value in ((300, 10), (100, 45)):
        IndicatorValue.objects.create(indicator=made["by_hand"], value=value, as_of=ago(days), source="Survey")
    return made
