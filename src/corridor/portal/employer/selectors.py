"""What an employer sees: own job orders, the people proposed, what falls to her and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext as _, pgettext

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.access.selectors import organisations_of, visible
from corridor.core.wordings import quoted
from corridor.delivery.mobility.models import CaseStep, CheckIn, Contract
from corridor.delivery.mobility.selectors.employers import EmployerPlacement, placements_for_employer
from corridor.delivery.recruitment.models import Employer, Nomination, Vacancy
from corridor.design.activities.models import SchemePathway
from corridor.design.budgets.models import Budget
from corridor.design.budgets.runs import EmployerCost, employer_costs
from corridor.design.schemes.models import Scheme
from corridor.knowledge.pathways.models import ProcedureStep
from corridor.knowledge.pathways.selectors import latest_procedure, steps_of
from corridor.ui import formats

Row = dict[str, Any]
KINDS = {"draft": "wait", "open": "ok", "filled": "info", "closed": "none", "withdrawn": "none"}


@dataclass(frozen=True)
class Cost:
    """One thing that the employer pays: for one person and for all posts; None where it cannot be said per person."""

    label: str
    phase: str
    per_person: Decimal | None
    all_posts: Decimal | None
    basis: str


@dataclass(frozen=True)
class Costs:
    """What the employer pays, with the sums of what can be said in money."""

    rows: tuple[Cost, ...]
    per_person: Decimal
    all_posts: Decimal
    currency: str


def employer_of(*, user: User) -> Employer | None:
    """Return the employer for whom somebody signs in."""
    own = organisations_of(user, role=Role.EMPLOYER)
    return (
        Employer.objects.filter(organisation__in=own.values("pk")).select_related("organisation").order_by("pk").first()
    )


def nominations_to_answer(*, user: User) -> QuerySet[Nomination]:
    """Return the people who were proposed and wait for the employer's answer."""
    rows = visible(Nomination.objects.filter(employer_answer=""), user=user, action="answer_as_employer")
    rows = rows.filter(vacancy__status=Vacancy.Status.OPEN).exclude(candidate_answer="no")
    return rows.select_related("vacancy", "candidate__person").order_by("nominated_at", "pk")


def offers_to_make(*, user: User) -> QuerySet[Nomination]:
    """Return the people on whom both sides agree and who have no offer yet."""
    rows = visible(Nomination.objects.filter(candidate_answer="yes", employer_answer="yes"), user=user, action="offer")
    rows = rows.filter(offer__isnull=True, vacancy__status=Vacancy.Status.OPEN)
    return rows.select_related("vacancy", "candidate__person").order_by("employer_answered_at", "pk")


def check_ins_of(*, user: User) -> QuerySet[CheckIn]:
    """Return the questions to the employer that wait for an answer."""
    rows = visible(CheckIn.objects.filter(party=CheckIn.Party.EMPLOYER), user=user, action="answer")
    return rows.filter(answered_on_date__isnull=True).select_related("placement__candidate__person").order_by("pk")


def tasks_of(*, user: User, placements: Sequence[EmployerPlacement]) -> list[Row]:
    """Return what waits for an employer, the most urgent first."""
    return [
        *_late_steps(placements),
        *(
            _person(row, "warn", pgettext("button", "Answer"), _("A person is proposed to you"))
            for row in nominations_to_answer(user=user)
        ),
        *(
            _person(row, "warn", _("Offer"), _("Both sides said yes: make an offer"))
            for row in offers_to_make(user=user)
        ),
        *_contracts(placements),
        *_steps(placements),
        *_drafts(user),
        *(
            _task(
                "info",
                _("Question"),
                _("How is the work going?"),
                str(row.placement.candidate.person),
                "check_in",
                row.pk,
            )
            for row in check_ins_of(user=user)
        ),
    ]


def _task(kind: str, status: str, title: str, detail: str, name: str, pk: int) -> Row:
    url = reverse(f"employer_portal:{name}", args=[pk])
    return {"kind": kind, "status": status, "title": title, "detail": detail, "url": url}


def _person(row: Nomination, kind: str, status: str, title: str) -> Row:
    name = str(row.candidate.person) if row.candidate_answer == "yes" else row.candidate.person.short_name
    return _task(kind, status, title, f"{name} · {row.vacancy.title}", "person", row.pk)


def _late_steps(placements: Sequence[EmployerPlacement]) -> list[Row]:
    return [
        _task("bad", _("Overdue"), step.label, f"{row.person} · {formats.date(step.due_date)}", "step", step.pk)
        for row in placements
        for step in row.steps
        if step.is_overdue
    ]


def _steps(placements: Sequence[EmployerPlacement]) -> list[Row]:
    return [
        _task("info", _("To do"), step.label, f"{row.person} · {formats.date(step.due_date)}", "step", step.pk)
        for row in placements
        for step in row.steps
        if not step.is_overdue
    ]


def _contracts(placements: Sequence[EmployerPlacement]) -> list[Row]:
    found = []
    for row in placements:
        if row.status in {"ended", "cancelled"}:
            continue
        url = reverse("mobility:contract", args=[row.pk])
        line = {"kind": "warn", "detail": f"{row.person} · {row.vacancy}", "url": url}
        if row.contract_pk is None:
            found.append(line | {"status": _("Write"), "title": _("Write the contract")})
        elif row.contract_status == Contract.Status.REFUSED:
            found.append(
                line | {"status": _("Change"), "title": _("The contract was not accepted: change it"), "kind": "bad"}
            )
        elif row.contract_status == Contract.Status.CHECKED and not row.is_signed_by_employer:
            found.append(line | {"status": _("Sign"), "title": _("Sign the contract")})
    return found


def _drafts(user: User) -> list[Row]:
    rows = visible(Vacancy.objects.filter(status=Vacancy.Status.DRAFT), user=user, action="change").order_by("pk")
    return [_task("info", _("Draft"), _("Open this job order"), row.title, "vacancy", row.pk) for row in rows]


def procedure_of(*, vacancy: Vacancy) -> list[ProcedureStep]:
    """Return the steps that bring a person to a vacancy, by the scheme's pathway into its country."""
    rows = SchemePathway.objects.filter(scheme=vacancy.scheme_id, pathway__destination_iso3=vacancy.iso3)
    chosen = rows.select_related("pathway").order_by("pk").first()
    procedure = latest_procedure(pathway=chosen.pathway) if chosen else None
    return list(steps_of(procedure=procedure)) if procedure else []


def paperwork_of(steps: Sequence[ProcedureStep]) -> list[Row]:
    """Return who does which step, within which days, with which papers."""
    return [
        {
            "label": row.localised_name,
            "party": row.get_party_display(),
            "is_own": row.party == ProcedureStep.Party.EMPLOYER,
            "authority": quoted(row, "authority"),
            "days": row.legal_days,
            "documents": ", ".join(_document(stored) for stored in row.documents),
        }
        for row in steps
    ]


def _document(stored: dict[str, str]) -> str:
    language = (get_language() or "en")[:2]
    return stored.get(f"label_{language}") or stored.get("label_en", "")


def costs_of(*, user: User, scheme: Scheme, positions: int, steps: Sequence[ProcedureStep] = ()) -> Costs:
    """Return what an employer pays for the people of a job order: her part of the budget lines, and the fees."""
    budget = Budget.objects.filter(scheme=scheme).first()
    lines = employer_costs(user=user, scheme=scheme, positions=positions)
    rows = [*(_cost(row) for row in lines), *_from_fees(steps, positions)]
    return Costs(
        rows=tuple(rows),
        per_person=sum((row.per_person for row in rows if row.per_person is not None), Decimal(0)),
        all_posts=sum((row.all_posts for row in rows if row.all_posts is not None), Decimal(0)),
        currency=budget.currency if budget else scheme.currency,
    )


def _cost(row: EmployerCost) -> Cost:
    return Cost(row.label, str(row.line.get_phase_display()), row.per_person, row.all_posts, _basis(row))


def _basis(row: EmployerCost) -> str:
    if row.rate_share is not None:
        return _("%(share)s of the direct costs") % {"share": formats.percent(row.rate_share, 1)}
    words = (
        _("your %(share)s of a cost that all placements share")
        if row.is_shared
        else _("your %(share)s of the cost of one person")
    )
    return words % {"share": formats.percent(row.share)}


def _from_fees(steps: Sequence[ProcedureStep], positions: int) -> list[Cost]:
    return [
        Cost(
            row.localised_name,
            _("During the procedure"),
            row.fee_eur,
            row.fee_eur * positions,
            _("fee of the authority"),
        )
        for row in steps
        if row.fee_eur and row.party == ProcedureStep.Party.EMPLOYER
    ]


def schemes_of(*, user: User) -> QuerySet[Scheme]:
    """Return the schemes in which the employer takes part."""
    return visible(Scheme.objects.all(), user=user).order_by("name", "pk")


def own_placements(*, user: User) -> list[EmployerPlacement]:
    """Return the people who were placed with the employer."""
    return placements_for_employer(user=user)


def own_step(*, user: User, pk: int) -> CaseStep | None:
    """Return a step that the employer must do, None where there is none such."""
    rows = CaseStep.objects.filter(step__party=ProcedureStep.Party.EMPLOYER, pk=pk)
    rows = visible(rows, user=user, action="complete_employer").filter(
        case__placement__vacancy__employer__organisation__in=organisations_of(user, role=Role.EMPLOYER).values("pk")
    )
    return rows.select_related("step", "case__placement__candidate__person").prefetch_related("documents").first()
