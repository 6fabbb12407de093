"""Draft, check, sign and register the contract of a placement."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.mobility.models import Contract, Placement
from corridor.delivery.mobility.rules import Least, Terms, check_terms, stored_findings
from corridor.delivery.mobility.services.placements import check_day
from corridor.delivery.mobility.services.telling import tell_worker
from corridor.kernel.errors import N_, DataUnavailable, NotPermitted, RuleViolation
from corridor.knowledge.pathways.models import ModelContract
from corridor.knowledge.pathways.selectors import model_contract_for

TERMS = (
    "language", "monthly_gross_eur", "weekly_hours", "rest_days_per_week", "is_insured", "repatriation_paid_by",
    "worker_fees_eur", "starts_on_date", "ends_on_date",
)  # fmt: skip
Status = Contract.Status


@transaction.atomic
def draft_contract(*, placement: Placement, by: Any, **terms: Any) -> Contract:
    """Write or rewrite the contract of a placement and check it; signatures on an older text fall away."""
    known = Contract.objects.filter(placement=placement).first()
    if known is not None and known.status == Status.REGISTERED:
        raise RuleViolation(
            N_("The contract is registered and cannot be rewritten."),
            hint=N_("Agree on a change with the worker and the office that registered it."),
        )
    contract = known or Contract(placement=placement)
    contract.model = _model_for(placement)
    for name in TERMS:
        if name in terms:
            setattr(contract, name, terms[name])
    contract.worker_signed_on_date = contract.employer_signed_on_date = None
    contract.save()
    _check_may(contract, by, "change")
    audit.record(by=by, action="mobility.contract_drafted", obj=contract)
    return check_contract(contract=contract, by=by)


@transaction.atomic
def check_contract(*, contract: Contract, by: Any) -> Contract:
    """Compare a contract with the model contract of the country, with the offer and with the worker's languages."""
    _check_may(contract, by, "change")
    if contract.status == Status.REGISTERED:
        return contract
    contract.refresh_from_db()
    findings = check_terms(_terms(contract), _least(contract))
    contract.findings = stored_findings(findings)
    contract.status = Status.REFUSED if findings else Status.CHECKED
    contract.save(update_fields=["findings", "status"])
    detail = {"findings": [each.code for each in findings]}
    audit.record(by=by, action="mobility.contract_checked", obj=contract, detail=detail)
    return contract


@transaction.atomic
def sign_contract(*, contract: Contract, by: Any, on_date: date | None = None) -> Contract:
    """Sign for the worker or for the employer; nobody signs for the other side."""
    side = next((s for s in ("worker", "employer") if may(contract, user=by, action=f"sign_as_{s}")), None)
    if side is None:
        raise NotPermitted(
            N_("A contract is signed by the worker and by the employer themselves."),
            hint=N_("Ask them to sign it in their own portal."),
        )
    if contract.status != Status.CHECKED:
        raise RuleViolation(
            N_("This contract cannot be signed as it stands."),
            hint=N_("It is signed when nothing stands against it any more; see what was found."),
            code="contract_not_checked",
        )
    field = f"{side}_signed_on_date"
    setattr(contract, field, getattr(contract, field) or check_day(on_date))
    contract.save(update_fields=[field])
    audit.record(by=by, action="mobility.contract_signed", obj=contract, detail={"side": side})
    return contract


@transaction.atomic
def register_contract(*, contract: Contract, by: Any, on_date: date | None = None) -> Contract:
    """Enter a checked and signed contract in the register."""
    _check_may(contract, by, "register")
    lacking = who_must_act(contract)
    if lacking is not None:
        message, hint, params = lacking
        raise RuleViolation(message, hint=hint, code="contract_not_ready", params=params)
    if contract.status != Status.REGISTERED:
        contract.status, contract.registered_on_date, contract.registered_by = Status.REGISTERED, check_day(on_date), by
        contract.save(update_fields=["status", "registered_on_date", "registered_by"])
        audit.record(by=by, action="mobility.contract_registered", obj=contract)
        tell_worker(contract.placement)
    return contract


def who_must_act(contract: Contract) -> tuple[str, str, dict[str, object]] | None:
    """Return what a contract still lacks before it can be registered, with who must act; None where nothing."""
    placement = contract.placement
    params: dict[str, object] = {
        "placement": str(placement),
        "employer": placement.vacancy.employer.organisation.localised_name,
        "worker": str(placement.candidate.person),
    }
    if contract.status in {Status.REFUSED, Status.DRAFT}:
        return (
            N_("%(employer)s must act: the contract of %(placement)s falls short of the model contract."),
            N_("The findings of the contract say what to change."),
            params,
        )
    if contract.employer_signed_on_date is None:
        return (
            N_("%(employer)s must act: the employer has not signed the contract of %(placement)s."),
            N_("Ask the employer to sign it in the portal."),
            params,
        )
    if contract.worker_signed_on_date is None:
        return (
            N_("%(worker)s must act: the worker has not signed the contract of %(placement)s."),
            N_("Go through the contract with the worker in a language she reads."),
            params,
        )
    return None


def _terms(contract: Contract) -> Terms:
    return Terms(
        monthly_gross_eur=contract.monthly_gross_eur,
        weekly_hours=contract.weekly_hours,
        rest_days_per_week=contract.rest_days_per_week,
        is_insured=contract.is_insured,
        repatriation_paid_by=contract.repatriation_paid_by,
        worker_fees_eur=contract.worker_fees_eur,
        language=contract.language,
    )


def _least(contract: Contract) -> Least:
    model, placement = contract.model, contract.placement
    person = placement.candidate.person
    known = {person.preferred_language, *person.languages.values_list("language", flat=True)}
    return Least(
        min_monthly_eur=model.min_monthly_eur,
        max_weekly_hours=model.max_weekly_hours,
        min_rest_days=Decimal(model.min_rest_days),
        insurance_required=model.insurance_required,
        repatriation_required=model.repatriation_required,
        offered_eur=placement.offer.salary_eur_month if placement.offer else None,
        languages=frozenset(known),
    )


def _model_for(placement: Placement) -> ModelContract:
    country, sector = placement.vacancy.iso3, placement.vacancy.employer.nace2
    for wanted in (sector, sector[:1], placement.scheme.nace2, ""):
        model = model_contract_for(destination_iso3=country, sector=wanted)
        if model is not None:
            return model
    raise DataUnavailable(
        N_("There is no model contract for %(country)s in the sector %(sector)s."),
        hint=N_("Ask the office in the country of destination to enter one; it says what a contract must grant."),
        params={"country": country, "sector": sector or placement.scheme.nace2 or "–"},
    )


def _check_may(contract: Contract, by: Any, action: str) -> None:
    if not may(contract, user=by, action=action):
        raise NotPermitted(
            N_("The contract is drafted by the employer and registered by the offices of the scheme."),
            hint=N_("Ask the office in the country of destination."),
        )
