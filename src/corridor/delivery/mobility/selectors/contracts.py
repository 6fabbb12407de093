"""Contracts and what was found in them, in the reader's words."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from corridor.access.selectors import Person, get_visible
from corridor.delivery.mobility.models import Contract, Placement
from corridor.delivery.mobility.rules import SENTENCES, read_findings
from corridor.ui import formats


@dataclass(frozen=True)
class ContractFinding:
    """What stands against a contract, and what to do."""

    code: str
    sentence: str
    advice: str


def findings_of(contract: Contract) -> tuple[ContractFinding, ...]:
    """Return the findings of a contract in the active language."""
    return tuple(
        ContractFinding(
            code=each.code,
            sentence=gettext(each.message) % {name: _written(name, value) for name, value in each.params.items()},
            advice=gettext(SENTENCES[each.code][1]),
        )
        for each in read_findings(contract.findings)
    )


def contract_of(placement: Placement) -> Contract | None:
    """Return the contract of a placement, None where there is none yet."""
    return Contract.objects.filter(placement=placement).select_related("model").first()


def get_contract(*, user: Person, pk: int) -> Contract:
    """Return one contract that the person may see, else 404."""
    return get_visible(Contract.objects.select_related("model", "placement__vacancy"), user=user, pk=pk)


def _written(name: str, value: object) -> str:
    assert isinstance(value, Decimal)
    return formats.money(value, "EUR") if name.endswith("_eur") else formats.number(value)
