"""What every cost line keeps, whoever enters it."""

from collections.abc import Mapping
from decimal import Decimal

from corridor.kernel.cycle import NEVER_PAID_BY_MIGRANT, FeeClass, Payer
from corridor.kernel.errors import N_, InputError, RuleViolation

WHOLE = Decimal(100)


def check_shares(*, number: int | str, label: str, ilo_class: str, shares: Mapping[str, Decimal]) -> None:
    """Refuse shares that do not make the whole, and any share of a recruitment cost that falls to the worker.

    No role and no law profile lifts the second rule in a plan; what workers did pay is recorded elsewhere, always.
    """
    for payer, share in shares.items():
        _check_payer(payer)
        if share < 0:
            raise InputError(
                N_("The share of cost line %(n)s is %(share)s %%, below zero."),
                hint=N_("Enter a share from 0 to 100."),
                field="share",
                params={"n": number, "share": _plain(share)},
            )
    _check_employer_pays(label=label, ilo_class=ilo_class, shares=shares)
    total = sum(shares.values(), Decimal(0))
    if total != WHOLE:
        raise InputError(
            N_("Cost line %(n)s is shared to %(share)s %%, not 100 %%."),
            hint=N_("Adjust the partners' percentages."),
            field="share",
            params={"n": number, "share": _plain(total)},
        )


def _check_payer(payer: str) -> None:
    if payer not in set(Payer):
        raise InputError(
            N_('"%(payer)s" is not a payer.'),
            hint=N_("Choose a government, employers, an association, a donor or the worker."),
            field="share",
            params={"payer": payer},
        )


def _check_employer_pays(*, label: str, ilo_class: str, shares: Mapping[str, Decimal]) -> None:
    if ilo_class == FeeClass.ILLEGITIMATE:
        raise RuleViolation(
            N_('"%(label)s" is an illegitimate cost, whoever pays it.'),
            hint=N_("Leave it out of the budget and report who asked for the money."),
            field="item_code",
            params={"label": label},
        )
    if ilo_class in NEVER_PAID_BY_MIGRANT and shares.get(Payer.MIGRANT, Decimal(0)) > 0:
        raise RuleViolation(
            N_('"%(label)s" is a recruitment cost: the worker never pays it.'),
            hint=N_("Give the worker's share to the employer or to another payer; nobody can lift this rule."),
            field="share",
            params={"label": label},
        )


def _plain(share: Decimal) -> str:
    return f"{share.normalize():f}"
