"""Money that employers pay in together: a training fund with a public match, and a levy on payrolls."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from corridor.engines.compute import above_zero, at_least_zero, finite, share
from corridor.engines.costing.exact import Number
from corridor.engines.instruments.terms import rate as checked_rate, term
from corridor.kernel.errors import N_, InputError


@dataclass(frozen=True, slots=True)
class TrainingFund:
    """The path of a training fund, year 1 first.

    `balanced_fee` makes income and training cost of year 1 equal; `least_fee` is the lowest fee at which the
    balance stays at zero or above in every year. Both are None where nobody is hired and money is missing.
    """

    balance: tuple[float, ...]
    annual_net: float
    net: tuple[float, ...]
    employer: float
    public_match: float
    training: tuple[float, ...]
    first_negative_year: int | None
    balanced_fee: float | None
    least_fee: float | None


@dataclass(frozen=True, slots=True)
class Levy:
    """What a levy on payrolls brings, before and after those who avoid it and the cost of collecting it."""

    gross: float
    net: float
    lost_to_avoidance: float
    admin_cost: float
    net_per_worker: float
    levy_for_target: float | None


def _balances(opening: float, interest: float, nets: Sequence[float]) -> tuple[float, ...]:
    return tuple(accumulate(nets, lambda balance, net: balance * (1 + interest) + net, initial=opening))[1:]


def _fee_for(income: float, hires: float, match_rate: float, match_cap: float) -> float | None:
    """Return the fee per hire at which employers and the public match together pay an income."""
    if income <= 0:
        return 0.0
    if hires == 0:
        return None
    matched = income / (1 + match_rate)
    employers = matched if matched * match_rate <= match_cap else income - match_cap
    return employers / hires


def _least_income(opening: float, interest: float, training: Sequence[float]) -> float:
    """Return the lowest income a year, the same in every year, that keeps the balance at zero or above."""
    needed, held, income_held = [], opening, 0.0
    for cost in training:
        held, income_held = held * (1 + interest) - cost, income_held * (1 + interest) + 1
        needed.append(-held / income_held)
    return max(needed)


def training_fund(
    opening: Number,
    interest: Number,
    hires_per_year: Number,
    employer_fee: Number,
    public_match_cap: Number,
    training_cost: Number,
    years: int,
    match_rate: Number = 1,
    cost_growth: Number = 0,
) -> TrainingFund:
    """Follow a fund into which employers pay per hire, the public side matches, and training is paid out.

    Parameters
    ----------
    opening : balance at the start; below zero for a debt
    interest : per year on the balance of the year before, also on a debt
    hires_per_year, employer_fee : people hired a year, and what the employer pays for each
    public_match_cap : most that the public side adds in a year
    training_cost : cost of training one hire in year 1
    years : length of the path
    match_rate : public money per unit of employers' money, before the cap
    cost_growth : growth of the training cost per year, none unless it is given

    Returns
    -------
    Balance at the end of each year, its moves, the first year below zero, and the fees that keep it in balance.

    Raises
    ------
    InputError : a negative number of hires, fee, cap, match or cost, a rate of -100 % or less, no year

    Source: docs/methods/instruments.md, Training fund.
    """
    amounts = {
        "hires_per_year": hires_per_year,
        "employer_fee": employer_fee,
        "public_match_cap": public_match_cap,
        "match_rate": match_rate,
        "training_cost": training_cost,
    }
    hires, fee, cap, matching, cost = (float(at_least_zero(value, name)) for name, value in amounts.items())
    start, return_rate = float(finite(opening, "opening")), checked_rate(interest, "interest")
    growth = 1 + checked_rate(cost_growth, "cost_growth")
    training = [hires * cost * growth**year for year in range(term(years, "years"))]
    employer = hires * fee
    match = min(employer * matching, cap)
    nets = [employer + match - cost for cost in training]
    balances = _balances(start, return_rate, nets)
    return TrainingFund(
        balance=balances,
        annual_net=nets[0],
        net=tuple(nets),
        employer=employer,
        public_match=match,
        training=tuple(training),
        first_negative_year=next((year for year, held in enumerate(balances, start=1) if held < 0), None),
        balanced_fee=_fee_for(training[0], hires, matching, cap),
        least_fee=_fee_for(_least_income(start, return_rate, training), hires, matching, cap),
    )


def levy(
    payroll_per_worker: Number,
    levy: Number,
    workers: Number,
    avoidance: Number = 0,
    admin: Number = 0,
    target: Number | None = None,
) -> Levy:
    """Compute what a levy on payrolls brings.

    Parameters
    ----------
    payroll_per_worker : yearly payroll per worker
    levy : share of the payroll
    workers : workers of the employers who owe it
    avoidance : share of the levy that is not paid
    admin : share of what is paid that collecting it costs
    target : an income that the levy should bring; None to ask for no rate

    Returns
    -------
    Income before and after avoidance and administration, and the levy that would bring the target; a rate above 1
    says that no levy can.

    Raises
    ------
    InputError : a share outside 0 to 1, a negative amount, or a target that nothing can be collected for

    Source: docs/methods/instruments.md, Levy.
    """
    payroll = float(at_least_zero(payroll_per_worker, "payroll_per_worker")) * float(at_least_zero(workers, "workers"))
    gross = payroll * float(share(levy, "levy"))
    paid = gross * (1 - float(share(avoidance, "avoidance")))
    net = paid * (1 - float(share(admin, "admin")))
    return Levy(
        gross=gross,
        net=net,
        lost_to_avoidance=gross - paid,
        admin_cost=paid - net,
        net_per_worker=net / float(workers) if workers else 0.0,
        levy_for_target=None
        if target is None
        else _levy_for(float(at_least_zero(target, "target")), payroll, avoidance, admin),
    )


def _levy_for(target: float, payroll: float, avoidance: Number, admin: Number) -> float:
    collected = payroll * (1 - float(avoidance)) * (1 - float(admin))
    if collected == 0 and target > 0:
        raise InputError(
            N_("No levy brings %(target)s: of every payment nothing is left."),
            hint=N_("Check payroll, workers, avoidance and administration."),
            field="target",
            params={"target": target},
        )
    return target / above_zero(collected, "payroll_per_worker") if target > 0 else 0.0
