"""The rooms that hold money do not multiply or divide amounts: engines do, and only runs.py calls them."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "corridor"
ROOMS = ("design/budgets", "design/appraisal", "delivery/welfare")
# Words that name an amount of money, a price, a rate or a share of it.
MONEY = (
    "amount", "cost", "price", "fee", "premium", "total", "sum", "budget", "share", "percent", "rate", "spent", "paid",
    "payment", "grant", "salary", "wage", "npv", "benefit", "claim", "reserve", "balance", "eur", "money", "cash",
    "quantity",
)  # fmt: skip
PRODUCTS = (ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)


def words(node):
    """Return the parts of every name under a node, so that `unit_cost` counts as `cost`."""
    for inner in ast.walk(node):
        name = getattr(inner, "id", None) or getattr(inner, "attr", None) or getattr(inner, "arg", None)
        if isinstance(name, str):
            yield from name.lower().split("_")
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield from inner.value.lower().replace("%", " ").split("_")


def is_money(node):
    return any(word.rstrip("s") in MONEY or word in MONEY for word in words(node))


def is_text(node):
    """Say whether a % formats a sentence: its left side is a text, or the translation of one."""
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", "") in {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def products(text):
    """Return the lines on which code multiplies or divides an amount."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, PRODUCTS):
            sides = (node.left, node.right)
            if not (isinstance(node.op, ast.Mod) and is_text(node.left)) and any(map(is_money, sides)):
                found.append(node.lineno)
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, PRODUCTS):
            if is_money(node.target) or is_money(node.value):
                found.append(node.lineno)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in {
            "mul", "truediv", "prod", "divmod",
        }:  # fmt: skip
            found.append(node.lineno)
    return sorted(found)


def modules(room):
    folder = SOURCE / room
    return [path for path in sorted(folder.rglob("*.py")) if path.name != "runs.py" and "migrations" not in path.parts]


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_of_a_money_room_multiplies_or_divides_an_amount(room):
    found = {
        f"{path.relative_to(SOURCE)}:{line}" for path in modules(room) for line in products(path.read_text("utf-8"))
    }

    assert found == set()


def test_the_budget_room_is_walked():
    assert {"services.py", "sheets.py", "selectors.py"} <= {path.name for path in modules("design/budgets")}


PLANTED = [
    "total = unit_cost * quantity",
    "share = row.share_percent / 100",
    "part = Decimal(1) - line.total / months",
    "amount *= 1.07",
    "left = budget // people",
    "rest = paid % 12",
    "grown = premium ** 2",
    "each = amounts[code] / n",
    "q = divmod(cents, n)",
    "value = F('unit_cost') * F('quantity')",
]
ALLOWED = [
    "text = _('%(amount)s is missing.') % {'amount': amount}",
    "text = gettext(message) % params",
    "left = total - paid",
    "everything = sum(amounts)",
    "rows = [None] * width",
    "half = height / 2",
    "def page(*, amount): ...",
    "call(*args, **fees)",
]


@pytest.mark.parametrize("text", PLANTED)
def test_a_planted_product_of_an_amount_is_found(text):
    assert products(text) == [1]


@pytest.mark.parametrize("text", ALLOWED)
def test_sums_sentences_and_sizes_of_other_things_are_left_alone(text):
    assert products(text) == []
