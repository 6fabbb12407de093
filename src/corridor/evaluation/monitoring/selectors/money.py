"""Money of a scheme: what was spent, and the fees that workers reported."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from corridor.access.selectors import Person
from corridor.batch.taxonomy import cost_items
from corridor.delivery.protection.models import FeeReport
from corridor.design.budgets.models import Budget
from corridor.design.budgets.selectors import actuals_of, budget_of
from corridor.design.schemes.models import Scheme

UNPLANNED = ""


@dataclass(frozen=True)
class Spent:
    """What was spent: in all, by payer, by budget head and by both."""

    total: Decimal
    by_payer: dict[str, Decimal]
    by_head: dict[str, Decimal]
    by_both: dict[tuple[str, str], Decimal]
    entries: int


@dataclass(frozen=True)
class Fees:
    """Fees that workers reported. An amount that is not known is counted as a report all the same."""

    reports: int
    known_eur: Decimal
    repaid_eur: Decimal
    without_amount: int
    by_status: dict[str, int]
    by_class: dict[str, int]


def spent_on(*, budget: Budget | None) -> Spent:
    """Return what was spent; money without a line stands under no head."""
    by_both: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    rows = list(actuals_of(budget=budget)) if budget else []
    for row in rows:
        item = cost_items().get(row.line.item_code) if row.line else None
        by_both[row.payer, item.head if item else UNPLANNED] += row.amount
    return Spent(
        total=sum((row.amount for row in rows), Decimal(0)),
        by_payer=_summed(by_both, 0),
        by_head=_summed(by_both, 1),
        by_both=dict(by_both),
        entries=len(rows),
    )


def _summed(amounts: dict[tuple[str, str], Decimal], place: int) -> dict[str, Decimal]:
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for key, amount in amounts.items():
        found[key[place]] += amount
    return dict(found)


def plan_budget(*, user: Person, scheme: Scheme) -> Budget | None:
    """Return the scheme's budget where it has lines and the person may read it."""
    budget = budget_of(user=user, scheme=scheme)
    return budget if budget is not None and budget.lines.exists() else None


def fees_of(*, scheme: Scheme) -> Fees:
    """Return the fees that workers of a scheme reported; nobody narrows or hides them."""
    rows = FeeReport.objects.filter(scheme=scheme).order_by()
    found = rows.aggregate(
        reports=Count("pk"),
        known_eur=Sum("amount_eur"),
        repaid_eur=Sum("repaid_eur"),
        without_amount=Count("pk", filter=Q(amount_eur__isnull=True)),
    )
    return Fees(
        reports=found["reports"],
        known_eur=found["known_eur"] or Decimal(0),
        repaid_eur=found["repaid_eur"] or Decimal(0),
        without_amount=found["without_amount"],
        by_status=dict(rows.values_list("status").annotate(n=Count("pk"))),
        by_class=dict(rows.values_list("fee_class").annotate(n=Count("pk"))),
    )
