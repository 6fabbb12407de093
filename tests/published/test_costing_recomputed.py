"""Generated cases of the costing and indicator calls agree with a plain re-computation, through the case command."""

import math
import random
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise, permutations
from pathlib import Path

import numpy as np
import numpy_financial as npf
import pytest

from corridor.batch import case
from corridor.batch.yaml_file import YamlFile

SEED = 20261123
HEADS = ("staff", "office", "research", "mobility", "overhead", "contingency", "other")
PARTIES = ("employer", "dest_gov", "orig_gov", "donor", "assoc")


def money(rng, most=100_000):
    return round(rng.uniform(1, most), 2)


def ratios(rng):
    return {
        head: round(rng.uniform(0.01, 0.5), 2)
        for head in HEADS
        if head in ("overhead", "mobility") or rng.random() < 0.7
    }


def sample_ratios(rng):
    given = ratios(rng)
    total = sum(Decimal(str(part)) for part in given.values())
    rest = total - Decimal(str(given.get("research", 0)))
    return {"ratios": given}, {"sum": float(total), "sum_without_research": float(rest), "warn": total != 1}


def by_ratio(rng):
    """Hand cents out one at a time to whom is furthest below what is due."""
    given, total = ratios(rng), Decimal(rng.randint(100, 10_000_000)).scaleb(-2)
    weights = {head: Decimal(str(part)) for head, part in given.items()}
    due = {head: total * weight / sum(weights.values()) for head, weight in weights.items()}
    parts = {head: part.quantize(Decimal("0.01"), rounding="ROUND_DOWN") for head, part in due.items()}
    while sum(parts.values()) < total:
        head = max(parts, key=lambda name: (due[name] - parts[name], -list(parts).index(name)))
        parts[head] += Decimal("0.01")
    return {"total": float(total), "ratios": given}, {head: float(part) for head, part in parts.items()} | {
        "sum": float(total)
    }


def ratio_caps(rng):
    given = ratios(rng)
    parts = {head: Decimal(str(part)) for head, part in given.items()}
    over, reserve = parts.get("overhead", Decimal(0)), parts.get("contingency", Decimal(0))
    direct = sum(parts.values()) - over - reserve
    return {"ratios": given}, {
        "direct_share": float(direct),
        "overhead_over_direct": float(over / direct),
        "contingency_over_direct": float(reserve / direct),
        "indirect_ok": over <= Decimal("0.07") * direct,
        "contingency_ok": reserve <= Decimal("0.05") * direct,
        "max_overhead_share_given_direct": float(direct * Decimal("0.07")),
    }


def grant_budget(rng):
    direct, rate, reserve = money(rng), round(rng.uniform(0, 0.14), 3), money(rng, 5_000)
    indirect = Decimal(str(direct)) * Decimal(str(rate))
    return {"direct": direct, "indirect_rate": rate, "contingency": reserve}, {
        "indirect": float(indirect),
        "total_eligible": float(Decimal(str(direct)) + indirect + Decimal(str(reserve))),
        "contingency_ok": Decimal(str(reserve)) <= Decimal(str(direct)) * Decimal("0.05"),
        "indirect_ok": rate <= 0.07,
    }


def cofinancing(rng):
    total, rate = money(rng), round(rng.random(), 3)
    return {"total_eligible": total, "eu_rate": rate}, {"eu": total * rate, "own": total - total * rate}


def employer_pays(rng):
    classes = ("fee", "med", "ins", "test", "train", "equip", "travel", "admin", "illegitimate", "none")
    lines = [
        {
            "item": f"item {place}",
            "ilo": rng.choice(classes),
            "payer": rng.choice(("migrant", "employer", "donor")),
            "amount": rng.choice((0, money(rng, 900))),
        }
        for place in range(rng.randint(1, 12))
    ]
    borne = [one for one in lines if one["payer"] == "migrant" and one["ilo"] != "none" and one["amount"] > 0]
    bad = [one["item"] for one in lines if one["ilo"] == "illegitimate"]
    return {"lines": lines}, {
        "violations": [one["item"] for one in borne],
        "migrant_borne_recruitment_cost": sum(one["amount"] for one in borne),
        "illegitimate": bad,
        "compliant": not borne and not bad,
    }


def recruitment_cost(rng):
    cost, wage = money(rng, 5_000), money(rng, 3_000)
    return {"recruitment_cost": cost, "monthly_earnings": wage}, {
        "months": cost / wage,
        "share_of_year": cost / (12 * wage),
    }


def recruitment_costs(rng):
    n = rng.randint(1, 30)
    costs, wages = [rng.choice((0, money(rng, 4_000))) for _ in range(n)], [money(rng, 3_000) for _ in range(n)]
    each = np.array(costs) / np.array(wages)
    return {"costs": costs, "earnings": wages}, {
        "ratios": each.tolist(),
        "median": float(np.median(each)),
        "mean": float(each.mean()),
        "p90": float(np.percentile(each, 90)),
        "ratio_of_means": sum(costs) / sum(wages),
    }


def debt_burden(rng):
    loan, rate, n, wage = (
        money(rng, 5_000),
        rng.choice((0, round(rng.uniform(0.001, 0.05), 4))),
        rng.randint(1, 60),
        money(rng, 3_000),
    )
    payment = -float(npf.pmt(rate, n, loan))
    return {"principal": loan, "monthly_rate": rate, "n": n, "net_wage": wage}, {
        "payment": payment,
        "dsr": payment / wage,
        "total_interest": payment * n - loan,
        "above_10_percent": payment / wage > 0.1,
    }


def de_minimis(rng):
    """Count back from the last grant day by day of the calendar."""
    start = date(2020, 3, 1)
    grants = [
        (start + timedelta(days=rng.randint(0, 2_000)), rng.randint(1, 200_000)) for _ in range(rng.randint(1, 8))
    ]
    last = max(granted for granted, _ in grants)
    inside = sum(
        amount
        for granted, amount in grants
        if (granted.year + 3, granted.month, granted.day) > (last.year, last.month, last.day)
    )
    return {"ceiling": 300_000, "grants": [[granted.isoformat(), amount] for granted, amount in grants]}, {
        "sum_window_at_last": inside,
        "breach": inside > 300_000,
    }


def fee_waiver(rng):
    fee, work, n = rng.randint(0, 500), rng.randint(0, 500), rng.randint(0, 900)
    return {"fee": fee, "processing_resource_cost": work, "n": n}, {
        "dest_gov_cash_out": 0,
        "forgone_revenue": fee * n,
        "resource_cost": work * n,
        "dest_gov_net_if_charged": (fee - work) * n,
        "dest_gov_net_if_waived": -work * n,
        "migrant_or_employer_gain": fee * n,
    }


def shared_facility(rng):
    """Average over all orders of arrival what each party adds."""
    cost = {party: rng.randint(0, 900) for party in PARTIES[: rng.randint(1, 5)]}
    orders = list(permutations(cost))
    added = dict.fromkeys(cost, 0.0)
    for order in orders:
        built = 0
        for party in order:
            added[party] += max(0, cost[party] - built)
            built = max(built, cost[party])
    return {"standalone_cost": cost}, {party: total / len(orders) for party, total in added.items()}


def benefit_shares(rng):
    gain = {party: rng.randint(-900, 900) for party in PARTIES} | {"migrant": 500}
    gain["employer"] = 100
    positive = {party: max(0, value) if party != "migrant" else 0 for party, value in gain.items()}
    return {"cost": 10_000, "benefit": gain}, {
        party: 10_000 * value / sum(positive.values()) for party, value in positive.items()
    }


def in_kind(rng):
    total, grant, cash, office, staff = (rng.randint(0, 90_000) for _ in range(5))
    given = {
        "total_eligible": total,
        "eu_grant": grant,
        "own_cash": cash,
        "in_kind_office": office,
        "assigned_staff": staff,
    }
    gap = total - grant - cash - staff
    return given, {"co_financing_counted": cash + staff, "financing_gap": gap, "eligible_in_kind": 0}


def unit_cost(rng):
    budget, placed, published = rng.randint(1, 10**8), rng.randint(1, 5_000), rng.randint(1, 50_000)
    unit = budget / placed
    return {"budget": budget, rng.choice(("placed", "beneficiaries")): placed, "published": published}, {
        "unit": unit,
        "rel_diff": unit / published - 1,
        "implied_budget_from_published": published * placed,
        "warn": abs(unit / published - 1) > 0.01,
    }


def placement_funnel(rng):
    budget, placed, vacancies, months = (
        rng.randint(1, 10**6),
        rng.randint(1, 99),
        rng.randint(1, 500),
        rng.randint(1, 60),
    )
    return {"budget": budget, "placed": placed, "vacancies": vacancies, "months": months}, {
        "unit": budget / placed,
        "vacancy_fill": placed / vacancies,
        "profile_to_placement": None,
        "placed_per_month": placed / months,
    }


def per_outcome(rng):
    cost, rate = money(rng), round(rng.uniform(0.01, 1), 2)
    return {"cost_per_beneficiary": cost, "placement_rate": rate}, {"cost_per_contract": cost / rate}


def per_outcome_counts(rng):
    cost, people, contracts = rng.randint(1, 20_000), rng.randint(1, 500), rng.randint(1, 500)
    return {"cost_per_beneficiary": cost, "beneficiaries": people, "contracts": contracts}, {
        "total": cost * people,
        "cost_per_contract": cost * people / contracts,
    }


def stage_rates(rng):
    counts = sorted((rng.randint(1, 900) for _ in range(rng.randint(2, 6))), reverse=True)
    target = rng.randint(0, 300)
    intake = 0
    while intake * counts[-1] < target * counts[0]:
        intake += 1
    return {"counts": counts, "target": target}, {
        "rates": [after / before for before, after in pairwise(counts)],
        "overall": counts[-1] / counts[0],
        "required_intake": intake,
    }


def scale_economies(rng):
    fixed, variable, sizes = rng.randint(0, 10**6), rng.randint(0, 9_000), [rng.randint(1, 2_000) for _ in range(4)]
    return {"F": fixed, "v": variable, "n": sizes}, {"avg": [(fixed + variable * n) / n for n in sizes]}


def fit(rng):
    fixed, variable, n1 = rng.randint(0, 10**6), rng.randint(0, 9_000), rng.randint(1, 500)
    n2 = n1 + rng.randint(1, 500)
    given = {"n1": n1, "total1": fixed + variable * n1, "n2": n2, "total2": fixed + variable * n2}
    return given, {"F": fixed, "v": variable}


def learning(rng):
    first, rate = rng.randint(1, 50_000), round(rng.uniform(0.6, 1), 3)
    b = math.log(rate) / math.log(2)
    unit = [first * k**b for k in range(1, 33)]
    numbers = [1, 2, rng.randint(3, 32)]
    return {"c1": first, "rate": rate, "n": numbers}, {
        "b": b,
        "unit": [unit[n - 1] for n in numbers],
        "cumulative_average": [sum(unit[:n]) / n for n in numbers],
    }


def attrition(rng):
    stages = rng.randint(1, 6)
    costs, rates = (
        [rng.randint(0, 3_000) for _ in range(stages)],
        [round(rng.uniform(0.1, 1), 2) for _ in range(stages)],
    )
    people = np.concatenate([[1.0], np.cumprod(rates)])
    expected = float(np.dot(costs, people[:-1]))
    return {"stage_cost": costs, "pass_rate": rates}, {
        "expected_cost_per_intake": expected,
        "success": float(people[-1]),
        "cost_per_success": expected / float(people[-1]),
    }


def break_even(rng):
    fixed, variable = rng.randint(0, 50_000), rng.randint(0, 900)
    fee, n = variable + rng.randint(1, 900), 0
    while n * (fee - variable) < fixed:
        n += 1
    return {"fixed": fixed, "variable": variable, "fee_per_placement": fee}, {"n": n}


CALLS = {
    "costing.check_sample_ratios": sample_ratios,
    "costing.allocate_by_ratio": by_ratio,
    "costing.check_ratio_caps": ratio_caps,
    "costing.grant_budget": grant_budget,
    "costing.cofinancing": cofinancing,
    "costing.employer_pays": employer_pays,
    "indicators.recruitment_cost": recruitment_cost,
    "indicators.recruitment_cost_aggregate": recruitment_costs,
    "costing.debt_burden": debt_burden,
    "costing.de_minimis": de_minimis,
    "costing.fee_waiver": fee_waiver,
    "costing.shapley_shared_facility": shared_facility,
    "costing.benefit_shares": benefit_shares,
    "costing.in_kind": in_kind,
    "costing.unit_cost": unit_cost,
    "costing.placement_funnel": placement_funnel,
    "costing.cost_per_outcome": per_outcome,
    "costing.cost_per_outcome_counts": per_outcome_counts,
    "costing.stage_rates": stage_rates,
    "costing.scale_economies": scale_economies,
    "costing.fit_fixed_variable": fit,
    "costing.learning_curve": learning,
    "costing.attrition_cost": attrition,
    "costing.break_even_volume": break_even,
}
EACH = 5


def generated():
    for place, (call, make) in enumerate(CALLS.items()):
        for number in range(EACH):
            given, expect = make(random.Random(SEED + 100 * place + number))
            yield pytest.param(call, given, expect, id=f"{call}-{number}")


@pytest.mark.parametrize(("call", "given", "expect"), generated())
def test_a_generated_case_agrees_with_the_plain_computation(call, given, expect):
    entry = {"id": "G01", "call": call, "given": given, "expect": expect, "tol": 1e-9}
    one = case.Case(YamlFile(Path("generated.yaml"), {}, {}), ("cases", 0), entry)

    told = case.check(one, case.prepare(one))

    assert told.ok, [check for check in told.checks if not check.ok]


def test_every_costing_and_indicator_call_of_the_worked_examples_is_generated():
    cases = case.load(Path(__file__).parents[1] / "cases" / "cases.yaml")
    called = {one.entry["call"] for one in cases if one.entry["call"].split(".")[0] in ("costing", "indicators")}

    assert called <= set(CALLS)
    assert EACH * len(CALLS) >= 60


def test_cents_are_rounded_half_to_even_before_they_are_split():
    one = {"id": "G02", "call": "costing.allocate_by_ratio", "given": {"total": 0.125, "ratios": {"a": 1}}}
    whole = float(Decimal("0.125").quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN))
    made = case.Case(YamlFile(Path("generated.yaml"), {}, {}), (), one | {"expect": {"sum": whole}})

    assert case.check(made, case.prepare(made)).ok
