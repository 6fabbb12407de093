"""A ranking as a text for people."""

from collections.abc import Iterator, Sequence

from corridor.batch.rank_marks import Mark
from corridor.engines.screening import GroupPair, GroupStudy, Opinions, Screening

METHODS = {
    "wsm": "weighted sum on fixed scales",
    "ahp": "AHP",
    "topsis": "TOPSIS",
    "promethee2": "PROMETHEE II (net flow)",
    "smaa": "SMAA-2 (mean rank over all weightings)",
}
MOST_SHOWN = 10


def report(title: str, found: Screening, marks: Sequence[Mark]) -> str:
    """Return the whole report."""
    parts = [
        [f"{title}: {METHODS[found.method]}"],
        _weights(found),
        _places(found),
        _vetoed(found),
        _contributions(found),
        _switches(found),
        _opinions(found.opinions) if found.opinions else [],
        _front(found),
        _groups(found.groups) if found.groups else [],
        _marks(marks),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows in columns: the first to the left, the others to the right."""
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    lines = []
    for first, *others in (head, *rows):
        cells = [f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join(["", first.ljust(widths[0]), *cells]).rstrip())
    return lines


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share * 100:.1f} %"


def _figure(value: float | None) -> str:
    # A rounding rest below zero is zero.
    return "-" if value is None else f"{value + 0.0:.4f}".replace("-0.0000", "0.0000")


def _weights(found: Screening) -> list[str]:
    rows = ["Weights: " + ", ".join(f"{name} {_percent(weight)}" for name, weight in found.weights.items())]
    if found.comparisons:
        ahp = found.comparisons
        verdict = "consistent" if ahp.consistent else "inconsistent"
        rows.append(
            f"From comparisons in pairs: consistency ratio {ahp.cr:.4f}, {verdict} "
            f"(random index {ahp.random_index:.2f}, {ahp.random_index_table})"
        )
    return rows


def _places(found: Screening) -> list[str]:
    if found.places is None or found.acceptability is None or found.stability is None:
        return []
    scored = {row.name: row for row in found.scored.alternatives}
    rows = []
    for name in found.places.order:
        row = scored[name]
        anyhow, around = (tally.rank_acceptability[name][0] for tally in (found.acceptability, found.stability))
        rows.append(
            [
                name,
                str(found.places.rank[name]),
                _figure(found.places.score[name]),
                f"{row.low:.3f} - {row.high:.3f}",
                _percent(row.coverage),
                _percent(anyhow),
                _percent(around),
            ]
        )
    head = ["Alternative", "Rank", "Score", "Weighted sum", "Known", "First: any weights", "weights around these"]
    note = (
        f"  {found.acceptability.draws} random weightings each, seed {found.acceptability.seed}; "
        f"around: each weight times {1 - (found.stability.spread or 0):g} to {1 + (found.stability.spread or 0):g}."
    )
    return ["Ranking", *_table(head, rows), note]


def _vetoed(found: Screening) -> list[str]:
    rows = [f"  {row.name}: {', '.join(row.vetoes)}" for row in found.scored.alternatives if row.vetoes]
    return ["Not ranked (veto, or beyond the limit of)", *rows] if rows else []


def _contributions(found: Screening) -> list[str]:
    if found.places is None:
        return []
    if not found.places.parts:
        return ["Contributions: a score of this method is not a sum of parts."]
    head = ["Contributions", *found.weights]
    rows = [[name, *(_figure(part) for part in found.places.parts[name].values())] for name in found.places.order]
    return _table(head, rows)


def _switches(found: Screening) -> list[str]:
    rows = []
    for name, switch in found.switches.items():
        below = "-" if switch.below is None else f"{_percent(switch.below)} {switch.leader_below}"
        above = "-" if switch.above is None else f"{_percent(switch.above)} {switch.leader_above}"
        rows.append([name, _percent(switch.weight), below, above])
    return _table(["Sensitivity: lead changes", "Weight", "below", "above"], rows) if rows else []


def _opinions(opinions: Opinions) -> list[str]:
    names = opinions.rankings[0].order
    methods = [str(ranking.method) for ranking in opinions.rankings]
    ranks = [[name, *(str(ranking.rank[name]) for ranking in opinions.rankings)] for name in names]
    pairs = [[f"{pair.first}, {pair.second}", _figure(pair.tau), _figure(pair.spearman)] for pair in opinions.agreement]
    return [
        *_table(["Rank by method", *methods], ranks),
        "",
        *_table(["Agreement of methods", "tau-b", "Spearman"], pairs),
    ]


def _front(found: Screening) -> list[str]:
    if found.pareto is None:
        return []
    dominated = ", ".join(found.pareto.dominated) or "nobody"
    return [f"Not beaten on every criterion: {', '.join(found.pareto.pareto)}; beaten: {dominated}"]


def _groups(groups: GroupStudy) -> list[str]:
    names = groups.groups[0].order
    ranks = [[name, *(str(group.rank[name]) for group in groups.groups)] for name in names]
    rows = _table(["Rank by group", *(group.name for group in groups.groups)], ranks)
    rows.append(f"  Pairs that all groups rank alike: {groups.undisputed_pairs} of {groups.all_pairs}.")
    for pair in groups.pairs:
        if groups.compromise not in (pair.first, pair.second):
            rows += _pair(pair)
    return rows


def _pair(pair: GroupPair) -> Iterator[str]:
    yield (
        f"  {pair.first} and {pair.second}: tau-b {_figure(pair.tau)}, {_percent(pair.weight_distance)} of the weight "
        f"stands elsewhere; pairs in opposite order: {len(pair.disagreements)}"
    )
    for row in pair.disagreements[:MOST_SHOWN]:
        yield f"    {row.first_prefers} before {row.second_prefers}, or the other way round: {row.criterion}"


def _marks(marks: Sequence[Mark]) -> list[str]:
    return ["Marks", *(f"  {mark.code}: {mark.sentence()}" for mark in marks)] if marks else []
