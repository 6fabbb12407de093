"""Reading budgets."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import get_language

from corridor.access.selectors import Person, visible
from corridor.batch.taxonomy import cost_items
from corridor.core.wordings import worded
from corridor.design.budgets.models import Actual, Budget, BudgetLine
from corridor.design.schemes.models import Scheme


@dataclass(frozen=True)
class EmployerLine:
    """A cost of which employers bear a part."""

    line: BudgetLine
    label: str
    share_percent: Decimal


def budget_of(*, user: Person, scheme: Scheme) -> Budget | None:
    """Return the scheme's budget if the person may read it and there is one."""
    return visible(Budget.objects.filter(scheme=scheme), user=user).first()


def lines_of(*, budget: Budget) -> QuerySet[BudgetLine]:
    """Return the lines of a budget that was reached, with their shares."""
    return budget.lines.prefetch_related("shares").order_by("item_code", "pk")


def employer_lines(*, user: Person, scheme: Scheme) -> list[EmployerLine]:
    """Return what falls to employers in a scheme, for an employer or anybody who reads the plan."""
    rows = visible(BudgetLine.objects.filter(budget__scheme=scheme), user=user, action="pay")
    if not rows.exists():
        rows = visible(BudgetLine.objects.filter(budget__scheme=scheme), user=user)
    return [
        EmployerLine(line, line_label(line), share.share_percent)
        for line in rows.select_related("budget").prefetch_related("shares").order_by("phase", "item_code", "pk")
        for share in line.shares.all()
        if share.payer == "employer"
    ]


def actuals_of(*, budget: Budget) -> QuerySet[Actual]:
    """Return what was spent, the newest first."""
    return budget.actuals.select_related("line").order_by("-spent_on", "pk")


@dataclass(frozen=True)
class SpentMoney:
    """What was spent on a budget: the newest entries, how many there are, and their sum in the budget's currency."""

    newest: list[Actual]
    older: list[Actual]
    count: int
    total: Decimal


def spent_of(*, budget: Budget, newest: int = 10, most: int = 200) -> SpentMoney:
    """Return the newest entries of money spent, those after them up to `most` in all, their number and their sum."""
    found = actuals_of(budget=budget)
    rows = list(found[:most])
    sums = found.order_by().aggregate(count=Count("pk"), total=Sum("amount"))
    return SpentMoney(rows[:newest], rows[newest:], sums["count"], sums["total"] or Decimal(0))


def item_label(code: str) -> str:
    """Return the name of a cost item in the reader's language; an unknown code is returned as it is."""
    item = cost_items().get(code)
    labels: Mapping[str, str] = item.labels if item else {}
    return labels.get((get_language() or "en")[:2]) or labels.get("en", code)


def line_label(line: BudgetLine) -> str:
    """Return the author's own name of a line, else the item's."""
    return worded(line, "label") or item_label(line.item_code)


def item_choices() -> list[tuple[str, str]]:
    """Return the cost items that a budget may hold, for a form."""
    return [(code, item_label(code)) for code, item in cost_items().items() if item.need != "prohibited"]
