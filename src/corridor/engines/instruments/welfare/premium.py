"""What cover costs: break-even, claims, premium, the fee at every split, a reference fee per sector, a top-up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corridor.engines.compute import above_zero, at_least_zero, not_empty, share
from corridor.engines.instruments.welfare.arguments import probability, together_one
from corridor.engines.instruments.welfare.types import PER_THOUSAND, SectorRisk, TopUpGroup, check_groups
from corridor.kernel.errors import N_, InputError


@dataclass(frozen=True, slots=True)
class WelfareBreakEven:
    """What of a fee reaches the fund, and the death probability that uses it up."""

    net: float
    breakeven_death_prob_per_contract: float
    breakeven_per_1000_per_year: float


@dataclass(frozen=True, slots=True)
class WelfareClaims:
    """Expected death claims per contract, beside what the fund receives; a ratio is None where it receives nothing."""

    all_cause: float
    accidental: float
    loss_ratio_all: float | None
    loss_ratio_acc: float | None
    left_for_other_benefits: float


@dataclass(frozen=True, slots=True)
class WelfarePremium:
    """From expected claims to the fee, per contract."""

    pure: float
    risk_premium: float
    net_needed: float
    gross_fee: float
    by_benefit: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SplitFees:
    """The fee that is needed when a given share of it reaches the fund."""

    gross_fee: Mapping[float, float]


@dataclass(frozen=True, slots=True)
class SectorFee:
    """What a sector would pay by its own risk, and what the flat fee takes from it (above zero) or gives to it."""

    name: str
    share: float
    pure: float
    reference_fee: float
    cross_subsidy: float


@dataclass(frozen=True, slots=True)
class SectorFees:
    """One fee for all, beside a reference fee per sector; the cross-subsidies, weighted by share, add up to zero."""

    flat_fee: float
    sectors: tuple[SectorFee, ...]


@dataclass(frozen=True, slots=True)
class TopUpCover:
    """The premium of an optional cover, by the risk of all and by the risk of those who buy it.

    What depends on buyers is None where nobody buys.
    """

    pool_uptake: float
    avg_prob_population: float
    avg_prob_buyers: float | None
    premium_naive: float
    premium_needed: float | None
    loss_ratio_naive: float | None


def welfare_break_even(fee: float, fund_share: float, death: float, contract_years: float) -> WelfareBreakEven:
    """Find how many deaths a fee can pay for.

    Parameters
    ----------
    fee : membership fee per contract
    fund_share : part of the fee that reaches the fund, 0 to 1
    death : benefit on death, above zero
    contract_years : length of the contract, above zero

    Returns
    -------
    The part of the fee in the fund, the probability of death per contract at which it is used up, and the same per
    1,000 members and year.

    Raises
    ------
    InputError : an argument outside its range

    Source: docs/methods/welfare-fund.md, Break-even.
    """
    net = at_least_zero(fee, "fee") * share(fund_share, "fund_share")
    chance = net / above_zero(death, "death")
    return WelfareBreakEven(net, chance, chance / above_zero(contract_years, "contract_years") * PER_THOUSAND)


def welfare_claims(rate: float, accident_share: float, years: float, death: float, net: float) -> WelfareClaims:
    """Hold expected death claims against what the fund receives per contract.

    Parameters
    ----------
    rate : deaths per 1,000 members and year, all causes
    accident_share : part of the deaths that are accidents, 0 to 1
    years : length of the contract
    death : benefit on death
    net : what the fund receives per contract

    Returns
    -------
    Claims per contract for all deaths and for accidents, both over `net` (None where it is zero), and what is left
    after accidents (below zero: missing).

    Raises
    ------
    InputError : an argument outside its range

    Source: docs/methods/welfare-fund.md, Break-even.
    """
    at_least_zero(net, "net")
    all_cause = at_least_zero(rate, "rate") / PER_THOUSAND * at_least_zero(years, "years")
    all_cause *= at_least_zero(death, "death")
    accidental = all_cause * share(accident_share, "accident_share")
    return WelfareClaims(
        all_cause=all_cause,
        accidental=accidental,
        loss_ratio_all=all_cause / net if net else None,
        loss_ratio_acc=accidental / net if net else None,
        left_for_other_benefits=net - accidental,
    )


def welfare_premium(
    years: float,
    rates_per_1000_year: Mapping[str, float],
    benefits: Mapping[str, float],
    security_loading: float,
    admin_per_contract: float,
    fund_share: float,
) -> WelfarePremium:
    """Compute the fee that pays for the benefits.

    Parameters
    ----------
    years : length of the contract
    rates_per_1000_year : claims per 1,000 members and year, per benefit
    benefits : amount per claim, for the same names
    security_loading : margin on expected claims, 0.15 for 15 %
    admin_per_contract : cost of administration
    fund_share : part of the fee that reaches the fund, above 0, at most 1

    Returns
    -------
    Pure premium, with loading, with administration, and the fee of which `fund_share` is that much; expected claims
    per benefit.

    Raises
    ------
    InputError : a benefit without rate, a rate without benefit, or an argument outside its range

    Source: docs/methods/welfare-fund.md, Premium.
    """
    _refuse_other_names(rates_per_1000_year, benefits)
    at_least_zero(years, "years")
    claims = {
        name: at_least_zero(rates_per_1000_year[name], f"rates_per_1000_year.{name}")
        / PER_THOUSAND
        * years
        * at_least_zero(amount, f"benefits.{name}")
        for name, amount in not_empty(benefits, "benefits").items()
    }
    pure = sum(claims.values())
    risk = pure * (1 + at_least_zero(security_loading, "security_loading"))
    net = risk + at_least_zero(admin_per_contract, "admin_per_contract")
    gross = net / above_zero(share(fund_share, "fund_share"), "fund_share")
    return WelfarePremium(pure, risk, net, gross, claims)


def _refuse_other_names(rates: Mapping[str, float], benefits: Mapping[str, float]) -> None:
    for name in (*benefits, *rates):
        if name not in rates:
            raise InputError(
                N_("The benefit %(name)s has no claim rate."),
                hint=N_("Add its claims per 1,000 members and year."),
                field=f"benefits.{name}",
                params={"name": name},
            )
        if name not in benefits:
            raise InputError(
                N_("There is a claim rate for %(name)s, which is not a benefit."),
                hint=N_("Add the benefit with its amount, or drop the rate."),
                field=f"rates_per_1000_year.{name}",
                params={"name": name},
            )


def fee_by_split(net_needed: float, fund_shares: Sequence[float]) -> SplitFees:
    """Show the fee that is needed at several splits: the smaller the part for the fund, the higher the fee.

    Parameters
    ----------
    net_needed : what the fund needs per contract
    fund_shares : parts of the fee that reach the fund, each above 0, at most 1

    Raises
    ------
    InputError : an argument outside its range

    Source: docs/methods/welfare-fund.md, Premium.
    """
    at_least_zero(net_needed, "net_needed")
    for place, part in enumerate(not_empty(fund_shares, "fund_shares")):
        above_zero(share(part, f"fund_shares.{place}"), f"fund_shares.{place}")
    return SplitFees({part: net_needed / part for part in fund_shares})


def sector_fees(
    sectors: Sequence[SectorRisk],
    years: float,
    rates_per_1000_year: Mapping[str, float],
    benefits: Mapping[str, float],
    security_loading: float,
    admin_per_contract: float,
    fund_share: float,
) -> SectorFees:
    """Compute a reference fee per sector beside the flat fee that brings in as much.

    Parameters
    ----------
    sectors : parts of the members, shares adding up to 1, with the rates that differ from the fund's
    others : as for `welfare_premium`; `rates_per_1000_year` holds for what a sector leaves out

    Returns
    -------
    The flat fee of the mix, and per sector its pure premium, its reference fee and flat fee minus reference fee.

    Raises
    ------
    InputError : shares that do not add up, a rate for an unknown benefit, or an argument outside its range

    Source: docs/methods/welfare-fund.md, Flat fee.
    """
    together_one([sector.share for sector in not_empty(sectors, "sectors")], "sectors", "share")
    premiums = [
        welfare_premium(
            years,
            {**rates_per_1000_year, **sector.rates_per_1000_year},
            benefits,
            security_loading,
            admin_per_contract,
            fund_share,
        )
        for sector in sectors
    ]
    weight = sum(sector.share for sector in sectors)
    flat = sum(s.share * premium.gross_fee for s, premium in zip(sectors, premiums, strict=True)) / weight
    return SectorFees(
        flat,
        tuple(
            SectorFee(s.name, s.share, premium.pure, premium.gross_fee, flat - premium.gross_fee)
            for s, premium in zip(sectors, premiums, strict=True)
        ),
    )


def top_up_cover(groups: Sequence[TopUpGroup], benefit: float, years: float, loading: float) -> TopUpCover:
    """Price an optional cover: who expects a claim buys it more often.

    Parameters
    ----------
    groups : parts of the members, shares adding up to 1, with claim probability and uptake
    benefit : amount per claim
    years : length of the contract
    loading : margin on expected claims

    Returns
    -------
    Part of the members that buys; claim probability of all and of buyers; premium by either; and claims over
    premiums if the cover is sold at the price for all.

    Raises
    ------
    InputError : shares that do not add up, or an argument outside its range

    Source: docs/methods/welfare-fund.md, Top-up.
    """
    check_groups(groups)
    price = at_least_zero(benefit, "benefit") * at_least_zero(years, "years") * (1 + at_least_zero(loading, "loading"))
    uptake = sum(group.share * group.uptake for group in groups)
    everyone = sum(group.share * group.annual_claim_prob for group in groups)
    claiming = sum(group.share * group.uptake * group.annual_claim_prob for group in groups)
    buyers = probability(min(1.0, claiming / uptake), "groups") if uptake else None
    return TopUpCover(
        pool_uptake=uptake,
        avg_prob_population=everyone,
        avg_prob_buyers=buyers,
        premium_naive=everyone * price,
        premium_needed=None if buyers is None else buyers * price,
        loss_ratio_naive=None if buyers is None or not everyone else buyers / everyone / (1 + loading),
    )
