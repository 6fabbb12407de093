"""Changes to a budget: the rules on shares and on who pays hold for everyone."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from corridor.batch.taxonomy import CostItem, cost_item
from corridor.core import audit
from corridor.design.budgets.models import Actual, Budget, BudgetLine, PayerShare
from corridor.design.budgets.rules import check_shares
from corridor.design.budgets.selectors import item_label
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import check_author, check_open
from corridor.kernel.errors import N_, InputError

# The taxonomy's moments of a scheme, as the four phases of a plan.
PHASE_OF = {
    "design": "design", "preparation": "design", "recruitment": "pre_departure", "training": "pre_departure",
    "pre_departure": "pre_departure", "arrival": "during", "mobility": "during",
    "return": "return", "closing": "all", "all": "all",
}  # fmt: skip


@transaction.atomic
def ensure_budget(*, scheme: Scheme, by: Any) -> Budget:
    """Return the scheme's budget; where there is none yet, open it for the people that are planned."""
    found = Budget.objects.filter(scheme=scheme).first()
    if found is not None:
        return found
    check_open(scheme=scheme, by=by)
    budget = Budget.objects.create(
        scheme=scheme,
        currency=scheme.currency,
        participants=scheme.target_participants or 0,
        placements=scheme.target_placements or 0,
    )
    audit.record(by=by, action="budgets.budget_opened", obj=budget)
    return budget


@transaction.atomic
def save_line(
    *,
    budget: Budget,
    item_code: str,
    unit_cost: Decimal | int,
    shares: Mapping[str, Decimal | int],
    by: Any,
    line: BudgetLine | None = None,
    quantity: Decimal | int | None = None,
    **fields: str,
) -> BudgetLine:
    """Add or change a cost line with its payers; what is left open comes from the cost taxonomy.

    The class of the cost is always the taxonomy's: no one can declare a recruitment cost to be something else.
    """
    check_open(scheme=budget.scheme, by=by)
    item = cost_item(item_code)
    kept = {payer: Decimal(share) for payer, share in shares.items() if Decimal(share)}
    row = line or BudgetLine(budget=budget)
    _fill(row, item, unit_cost=Decimal(unit_cost), quantity=quantity, fields=fields)
    number = _number(budget, row)
    check_shares(number=number, label=row.label or item_label(item.code), ilo_class=item.ilo.value, shares=kept)
    _check_amounts(row)
    is_new = row.pk is None
    row.save()
    _write_shares(row, kept)
    detail = {"item": item_code, "shares": {payer: str(share) for payer, share in kept.items()}}
    audit.record(by=by, action="budgets.line_added" if is_new else "budgets.line_changed", obj=row, detail=detail)
    return row


@transaction.atomic
def record_actual(
    *,
    budget: Budget,
    spent_on: date,
    amount: Decimal | int,
    payer: str,
    by: Any,
    line: BudgetLine | None = None,
    note: str = "",
) -> Actual:
    """Record money spent. Facts are recorded whatever the plan says, also while the plan stands approved."""
    check_author(scheme=budget.scheme, by=by)
    actual = Actual.objects.create(
        budget=budget, line=line, spent_on=spent_on, amount=Decimal(amount), payer=payer, note=note
    )
    audit.record(by=by, action="budgets.actual_recorded", obj=actual, detail={"amount": str(amount), "payer": payer})
    return actual


def _number(budget: Budget, row: BudgetLine) -> int:
    """Return the line's place in the table, so that a message names what the reader sees."""
    places = list(budget.lines.order_by("item_code", "pk").values_list("pk", flat=True))
    return places.index(row.pk) + 1 if row.pk in places else len(places) + 1


def _fill(
    row: BudgetLine, item: CostItem, *, unit_cost: Decimal, quantity: Decimal | int | None, fields: Mapping[str, str]
) -> None:
    row.item_code, row.ilo_class = item.code, item.ilo.value
    row.unit_cost, row.quantity = unit_cost, None if quantity is None else Decimal(quantity)
    row.write(label=fields.get("label", ""), source=fields.get("source", ""))
    row.behaviour = fields.get("behaviour") or item.behaviour.value
    row.phase = fields.get("phase") or PHASE_OF.get(item.phase, "all")
    row.need = fields.get("need") or ("voluntary" if item.need == "voluntary" else "essential")


def _check_amounts(row: BudgetLine) -> None:
    for field, value in (("unit_cost", row.unit_cost), ("quantity", row.quantity)):
        if value is not None and value < 0:
            raise InputError(
                N_("%(value)s is below zero."), hint=N_("Enter zero or more."), field=field, params={"value": value}
            )


def _write_shares(row: BudgetLine, shares: Mapping[str, Decimal]) -> None:
    row.shares.all().delete()
    PayerShare.objects.bulk_create(
        PayerShare(line=row, payer=payer, share_percent=share, ilo_class=row.ilo_class)
        for payer, share in shares.items()
    )
