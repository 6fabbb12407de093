"""Papers for people: the worker's pre-departure pack and the employer's one page."""

from django.utils.translation import gettext as _

from corridor.access.selectors import Person
from corridor.delivery.mobility.models import Case, CaseStep, Placement
from corridor.delivery.recruitment.models import Vacancy
from corridor.design.activities.models import SchemePathway
from corridor.design.budgets.models import BudgetLine
from corridor.design.budgets.selectors import employer_lines
from corridor.evaluation.papers.letterheads import paper_of
from corridor.evaluation.papers.plans import body
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.pathways.models import ProcedureStep
from corridor.knowledge.pathways.rules import localised
from corridor.knowledge.pathways.selectors import latest_procedure
from corridor.ui import formats
from corridor.ui.papers import pdf

Row = list[str]


def pre_departure_pack(*, placement: Placement) -> bytes:
    """Set what a worker takes along: the job, the steps, the papers, the rights, where to find help."""
    case = Case.objects.filter(placement=placement).first()
    values: dict[str, object] = {
        "promise": [
            _("You pay nothing for this job."),
            _("If anybody asks you for money, tell us. It stays between us."),
        ],
        "job": _job(placement),
        "steps": _steps(case) if case else [],
        "documents": _documents(case) if case else [],
        "rights": rights(),
        "help": help_lines(),
        "empty": _("Nothing has been entered yet."),
        "heads": {
            "job": _("Your job"),
            "steps": _("Your steps"),
            "documents": _("Your papers"),
            "rights": _("Your rights"),
            "help": _("Help"),
        },
        "columns": {
            "steps": [_("Step"), _("Who must act"), _("By when"), _("State")],
            "documents": [_("Paper"), _("State"), _("Valid until")],
        },
    }
    name = placement.candidate.person.given_name
    paper = paper_of(placement.scheme, title=_("Before you leave"), subtitle=name, values=values)
    return pdf(paper, body=body("pack"))


def rights() -> list[str]:
    """Return the rights that hold in every scheme, in plain words."""
    return [
        _("Your passport and your papers stay with you."),
        _("You have a written contract in a language that you read, before you leave."),
        _("Nobody may change your contract to worse conditions after you have signed."),
        _("You may say no at any time before you leave, and you pay nothing for it."),
        _("You may complain without losing your place. A complaint needs no name."),
        _("You may join a trade union."),
    ]


def help_lines() -> list[Row]:
    """Return where help is found."""
    return [
        [_("On your phone"), _("Open Corridor and choose Help.")],
        [_("Without an account"), _("Choose Complain on the first page; you get a tracking number.")],
        [_("In danger"), _("Call 112 in every country of the European Union. The call is free.")],
    ]


def _job(placement: Placement) -> list[Row]:
    vacancy = placement.vacancy
    contract = getattr(placement, "contract", None)
    pay = contract.monthly_gross_eur if contract else vacancy.salary_eur_month
    hours = contract.weekly_hours if contract else vacancy.weekly_hours
    return [
        [_("Work"), vacancy.title],
        [_("Employer"), vacancy.employer.organisation.localised_name],
        [_("Country"), label_of("countries", vacancy.iso3)],
        [_("Pay a month before tax"), formats.money(pay, "EUR", 0)],
        [_("Hours a week"), formats.number(hours)],
        [_("First day of work"), formats.date(contract.starts_on_date if contract else vacancy.start_date, "long")],
        [_("Fees that you pay"), formats.money(0, "EUR", 0)],
    ]


def _steps(case: Case) -> list[Row]:
    rows = CaseStep.objects.filter(case=case).select_related("step").order_by("step__order", "pk")
    return [
        [row.step.localised_name, row.step.get_party_display(), formats.date(row.due_date), row.get_state_display()]
        for row in rows
    ]


def _documents(case: Case) -> list[Row]:
    steps = CaseStep.objects.filter(case=case).prefetch_related("documents").order_by("step__order", "pk")
    return [
        [localised(document, "label"), document.get_status_display(), formats.date(document.valid_until_date)]
        for step in steps
        for document in step.documents.all()
    ]


def employer_page(*, vacancy: Vacancy, user: Person) -> bytes:
    """Set the employer's one page: what I pay and when, who does the paperwork, when the person can start."""
    steps = _procedure_steps(vacancy)
    values: dict[str, object] = {
        "facts": [
            [_("Job"), vacancy.title],
            [_("Employer"), vacancy.employer.organisation.localised_name],
            [_("Positions"), formats.number(vacancy.positions)],
            [_("Pay a month before tax"), formats.money(vacancy.salary_eur_month, "EUR", 0)],
        ],
        "pay": _pay_rows(vacancy, user),
        "pay_note": _("Workers pay nothing: recruitment fees and related costs are borne by others."),
        "paperwork": [_paperwork(step) for step in steps],
        "start": _start_text(steps),
        "refusal": _("If the permit is refused, the place is offered to the next person of the list; what was paid for "
                     "tests and training stays with the scheme and is not charged again."),
        "empty": _("Nothing has been entered yet."),
        "heads": {
            "pay": _("What I pay, and when"),
            "paperwork": _("Who does the paperwork"),
            "start": _("When the person can start"),
            "refusal": _("If the permit is refused"),
        },
        "columns": {
            "pay": [_("Cost"), _("Phase"), _("My share of the cost of one unit")],
            "paperwork": [_("Step"), _("Who must act"), _("Legal days")],
        },
    }  # fmt: skip
    return pdf(paper_of(vacancy.scheme, title=vacancy.title, subtitle=vacancy.reference, values=values),
               body=body("employer_page"))  # fmt: skip


def _pay_rows(vacancy: Vacancy, user: Person) -> list[Row]:
    return [
        [row.label, str(row.line.get_phase_display()), _share_of_unit(row.line, row.share_percent)]
        for row in employer_lines(user=user, scheme=vacancy.scheme)
    ]


def _share_of_unit(line: BudgetLine, share_percent: object) -> str:
    share = line.unit_cost * share_percent / 100  # type: ignore[operator]  # a Decimal of the same row
    if line.behaviour == BudgetLine.Behaviour.RATE:
        return _("%(share)s of direct costs") % {"share": formats.percent(share / 100, 1)}
    return formats.money(share, line.budget.currency, 0)


def _procedure_steps(vacancy: Vacancy) -> list[ProcedureStep]:
    rows = SchemePathway.objects.filter(scheme=vacancy.scheme, pathway__destination_iso3=vacancy.iso3)
    chosen = rows.select_related("pathway").order_by("pk").first()
    procedure = latest_procedure(pathway=chosen.pathway) if chosen else None
    return list(procedure.steps.order_by("order", "pk")) if procedure else []


def _paperwork(step: ProcedureStep) -> Row:
    days = formats.number(step.legal_days) if step.legal_days is not None else "–"
    return [step.localised_name, str(step.get_party_display()), days]


def _start_text(steps: list[ProcedureStep]) -> str:
    known = [step.legal_days for step in steps if step.legal_days is not None]
    if not known:
        return _("The procedure states no durations, so no date can be promised.")
    return _(
        "The legal time limits of the steps add up to %(days)s days if they follow one another. "
        "Real durations are on the page of the vacancy."
    ) % {"days": formats.number(sum(known))}
