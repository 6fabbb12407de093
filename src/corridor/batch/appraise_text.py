"""An appraisal as text for people."""

from collections.abc import Mapping, Sequence

from corridor.engines.appraisal import SOCIAL, Appraisal

NONE = "-"


def text(head: Mapping[str, object], appraisal: Appraisal) -> str:
    """Return the readable report: who gains, who loses, what may change, what to know."""
    blocks = [
        _head(head, appraisal),
        _parties(appraisal),
        _losers(appraisal),
        _chance(appraisal),
        _drivers(appraisal),
        _tornado(appraisal),
        _switching(appraisal),
        _scenarios(appraisal),
        _weighted(appraisal),
        _alternatives(appraisal),
        _findings(appraisal),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _money(value: float | None) -> str:
    return NONE if value is None else f"{value:,.0f}"


def _number(value: float | None, digits: int = 2) -> str:
    return NONE if value is None else f"{value:.{digits}f}"


def _percent(value: float | None) -> str:
    return NONE if value is None else f"{value * 100:.1f} %"


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table: names to the left, figures to the right."""
    names = max(len(row[0]) for row in (*rows, [""]))
    widths = [max(len(head), *(len(row[place]) for row in rows)) for place, head in enumerate(heads, start=1)]

    def line(cells: Sequence[str]) -> str:
        figures = "  ".join(cell.rjust(width) for cell, width in zip(cells[1:], widths, strict=True))
        return f"  {cells[0].ljust(names)}  {figures}".rstrip()

    return [title, line(["", *heads]), *(line(row) for row in rows)]


def _head(head: Mapping[str, object], appraisal: Appraisal) -> list[str]:
    prices = f", prices of {head['price_year']}" if "price_year" in head else ""
    return [
        *([str(head["title"])] if "title" in head else []),
        f"Net present value {_money(appraisal.ledger.social)} {head.get('currency', '')} for society, "
        f"at {_percent(appraisal.rate)} a year{prices}, {appraisal.movers:g} mover(s)",
    ]


def _parties(appraisal: Appraisal) -> list[str]:
    ledger = appraisal.ledger
    rows = []
    for party, account in ledger.accounts.items():
        cash = account.cash
        roots = ", ".join(_percent(root) for root in cash.irr_roots) or NONE
        movers = ledger.break_even_movers[party]
        rows.append(
            [
                party,
                _money(cash.npv),
                _number(account.bcr),
                roots,
                _number(cash.discounted_payback, 1),
                NONE if movers is None else str(movers),
            ]
        )
    heads = ["NPV", "benefit/cost", "rate(s) of return", "payback (years)", "break-even movers"]
    return _table("Who gains and who loses", heads, rows)


def _losers(appraisal: Appraisal) -> list[str]:
    losers, plan = appraisal.ledger.compensation, appraisal.compensation
    if not losers:
        return []
    rows = [[party, _money(part.t0), _money(part.per_year)] for party, part in losers.items()]
    lines = _table("What makes losers whole", ["in year 0", "or each year"], rows)
    lines += [f"  {party} could pay {_money(amount)} of it" for party, amount in plan.pays.items()]
    return lines + ([f"  nobody could pay {_money(plan.uncovered)} of it"] if plan.uncovered else [])


def _chance(appraisal: Appraisal) -> list[str]:
    simulation = appraisal.simulation
    if simulation is None:
        return []
    rows = [
        [party, *map(_money, (found.p5, found.p50, found.p95, found.mean)), _percent(found.prob_loss)]
        for party, found in simulation.outcomes.items()
    ]
    title = f"By chance ({simulation.draws} draws, seed {simulation.seed})"
    return _table(title, ["P5", "P50", "P95", "mean", "loses in"], rows)


def _drivers(appraisal: Appraisal) -> list[str]:
    simulation = appraisal.simulation
    if simulation is None:
        return []
    parties = list(simulation.outcomes)
    rows = [
        [name, *(_number(by_party[party]) for party in parties)]
        for name, by_party in simulation.rank_correlation.items()
        if any(rho is not None for rho in by_party.values())
    ]
    return _table("Rank correlation of each figure with each value", parties, rows) if rows else []


def _tornado(appraisal: Appraisal) -> list[str]:
    drawn = appraisal.tornado
    if drawn is None:
        return []
    rows = [
        [name, *map(_money, (drawn.bars[name].low, drawn.bars[name].high, drawn.bars[name].swing))]
        for name in drawn.order
    ]
    return _table(f"One figure at a time (as planned {_money(drawn.base)})", ["low", "high", "swing"], rows)


def _switching(appraisal: Appraisal) -> list[str]:
    rows = [
        [f"{row.row} {row.item}", _money(row.value), _percent(row.change)]
        for row in appraisal.switching.rows
        if row.change is not None
    ]
    return _table("Change of one row that takes the gain of society", ["value", "change"], rows) if rows else []


def _scenarios(appraisal: Appraisal) -> list[str]:
    found = appraisal.scenarios
    if found is None:
        return []
    rows = [
        [
            party,
            *(_money(values[party]) for values in found.npv.values()),
            _money(over.expected),
            _percent(over.prob_loss),
        ]
        for party, over in found.by_party.items()
    ]
    return _table("Scenarios", [*found.npv, "expected", "loses in"], rows)


def _weighted(appraisal: Appraisal) -> list[str]:
    found = appraisal.weighted
    if found is None:
        return []
    rows = [
        [party, _money(value), _number(found.weights[party]), _money(found.weighted[party])]
        for party, value in found.plain.items()
    ]
    rows.append([SOCIAL, _money(found.plain_social), "", _money(found.weighted_social)])
    return _table("Weighted by distribution, beside the plain values", ["plain", "weight", "weighted"], rows)


def _alternatives(appraisal: Appraisal) -> list[str]:
    found = appraisal.comparison
    if found is None:
        return []
    rows = [
        [party, *(_money(values[party]) for values in found.npv.values()), best]
        for party, best in found.best_for.items()
    ]
    lines = _table("Alternatives", [*found.npv, "best"], rows)
    effects = found.cost_effectiveness
    if effects is None:
        return lines
    lines += [f"  {name}: {_money(cost)} per unit of effect" for name, cost in effects.acer.items()]
    lines += [f"  {name}: {_money(cost)} per further unit" for name, cost in effects.icer.items()]
    lines += [f"  {name} is dominated" for name in effects.dominated]
    return lines + [f"  {name} is dominated by a mix of others" for name in effects.extended_dominated]


def _findings(appraisal: Appraisal) -> list[str]:
    if not appraisal.findings:
        return []
    return ["Findings"] + [
        f"  {finding.code} {finding.severity}: {finding.sentence()} {finding.advice()}".rstrip()
        for finding in appraisal.findings
    ]
