"""From what a scheme costs and brings per mover to a ledger whose rows balance."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corridor.engines.appraisal.rows import LedgerRow
from corridor.engines.compute import at_least_zero, share, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeFigures:
    """Money per mover at constant prices, per year where it says so; shares 0 to 1.

    `leaving` is the share of movers who give up the job each year after the first. Payers' shares add up to 1.
    Home-track figures are per trainee at home, of whom `home_trainees` come with each mover. `scheme_cost` is paid
    once for the whole scheme.
    """

    years: int
    value_of_work: float
    net_wage: float
    wage_taxes: float = 0.0
    leaving: float = 0.0
    scheme_cost: float = 0.0
    scheme_payers: Mapping[str, float] = field(default_factory=lambda: {"dest_gov": 1.0})
    training: float = 0.0
    training_payers: Mapping[str, float] = field(default_factory=lambda: {"employer": 1.0})
    recruitment: float = 0.0
    travel: float = 0.0
    visa_processing: float = 0.0
    extra_living_cost: float = 0.0
    home_wage_forgone: float = 0.0
    home_tax_forgone: float = 0.0
    public_services: float = 0.0
    remittance_taxes: float = 0.0
    home_trainees: float = 0.0
    home_training: float = 0.0
    home_training_payers: Mapping[str, float] = field(default_factory=lambda: {"dest_gov": 1.0})
    home_productivity: float = 0.0
    home_tax_share: float = 0.0
    return_premium: float = 0.0
    years_after_return: int = 0


def scheme_ledger(scheme: SchemeFigures) -> tuple[LedgerRow, ...]:
    """Set out the accounts of migrants, employers, both governments and trainees at home as one ledger.

    Parameters
    ----------
    scheme : see `SchemeFigures`

    Returns
    -------
    Rows per mover (and one per scheme) without those that are zero. Recruitment and travel are the employer's; a fee
    that is waived costs the destination's government its processing. The premium of those who return is taxed at
    the share of home productivity.

    Raises
    ------
    InputError : a negative amount, a share outside 0 to 1, no year; payers whose shares do not add up to 1 are refused
        by the ledger

    Source: docs/methods/appraisal.md, Scheme.
    """
    _check(scheme)
    rows = (*_start(scheme), *_work(scheme), *_home(scheme))
    return tuple(row for row in rows if any(row.split.values()))


def _check(scheme: SchemeFigures) -> None:
    whole(scheme.years, "years", least=1)
    whole(scheme.years_after_return, "years_after_return")
    for name in ("leaving", "home_tax_share"):
        share(getattr(scheme, name), name)
    for name in _MONEY:
        at_least_zero(getattr(scheme, name), name)
    for name in ("scheme_payers", "training_payers", "home_training_payers"):
        for part in getattr(scheme, name).values():
            share(part, name)


_MONEY = (
    "value_of_work",
    "net_wage",
    "wage_taxes",
    "scheme_cost",
    "training",
    "recruitment",
    "travel",
    "visa_processing",
    "extra_living_cost",
    "home_wage_forgone",
    "home_tax_forgone",
    "public_services",
    "remittance_taxes",
    "home_trainees",
    "home_training",
    "home_productivity",
    "return_premium",
)


def _paid(item: str, cost: float, payers: Mapping[str, float]) -> LedgerRow:
    split = {party: -cost * part for party, part in payers.items()}
    return LedgerRow(t=0, item=item, kind="resource", amount=-cost, split=split, per="mover")


def _start(scheme: SchemeFigures) -> tuple[LedgerRow, ...]:
    split = {party: -scheme.scheme_cost * part for party, part in scheme.scheme_payers.items()}
    return (
        LedgerRow(t=0, item="scheme", kind="resource", amount=-scheme.scheme_cost, split=split),
        _paid("training", scheme.training, scheme.training_payers),
        _paid("recruitment", scheme.recruitment, {"employer": 1.0}),
        _paid("travel", scheme.travel, {"employer": 1.0}),
        _paid("visa processing", scheme.visa_processing, {"dest_gov": 1.0}),
        _paid("home training", scheme.home_training * scheme.home_trainees, scheme.home_training_payers),
    )


def _work(scheme: SchemeFigures) -> tuple[LedgerRow, ...]:
    """Return the rows of the years in the job, which shrink as movers leave it."""
    away = f"1-{scheme.years}"

    def used(item: str, **split: float) -> LedgerRow:
        amount = sum(split.values())
        return LedgerRow(
            t=away, item=item, kind="resource", amount=amount, split=split, per="mover", leaving=scheme.leaving
        )

    def moved(item: str, giver: str, taker: str, money: float) -> LedgerRow:
        split = {giver: -money, taker: money}
        return LedgerRow(t=away, item=item, kind="transfer", split=split, per="mover", leaving=scheme.leaving)

    return (
        used("value of work", employer=scheme.value_of_work),
        moved("net wage", "employer", "migrant", scheme.net_wage),
        moved("wage taxes", "employer", "dest_gov", scheme.wage_taxes),
        used("extra living cost", migrant=-scheme.extra_living_cost),
        used("output forgone at home", migrant=-scheme.home_wage_forgone, orig_gov=-scheme.home_tax_forgone),
        used("public services", dest_gov=-scheme.public_services),
        moved("taxes on remittances", "migrant", "orig_gov", scheme.remittance_taxes),
    )


def _home(scheme: SchemeFigures) -> tuple[LedgerRow, ...]:
    """Return what trainees at home and those who return add to the origin."""
    back = f"{scheme.years + 1}-{scheme.years + scheme.years_after_return}"
    rows = [("1-" + str(scheme.years), "productivity at home", "home_trainee", _home_gain(scheme))]
    if scheme.years_after_return:
        rows.append((back, "return premium", "migrant", scheme.return_premium))
    return tuple(
        LedgerRow(
            t=t,
            item=item,
            kind="resource",
            amount=gain,
            split={party: gain * (1 - scheme.home_tax_share), "orig_gov": gain * scheme.home_tax_share},
            per="mover",
        )
        for t, item, party, gain in rows
    )


def _home_gain(scheme: SchemeFigures) -> float:
    return scheme.home_productivity * scheme.home_trainees
