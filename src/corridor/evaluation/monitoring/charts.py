"""The pictures of the dashboard: the corridors on a map, and whose money goes where."""

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, gettext as _

from corridor.design.budgets.models import PayerKind
from corridor.evaluation.monitoring.lens import Lens
from corridor.evaluation.monitoring.runs import Results
from corridor.evaluation.monitoring.tables import head_label, payer_label, planned_by_both
from corridor.evaluation.monitoring.words import corridor_name
from corridor.knowledge.codelists.selectors import label_of
from corridor.ui import formats, viz

THIN, SMALL_HEADS = 0.06, "small"
SERIES = {code: place for place, code in enumerate(PayerKind.values)}


def corridor_map(results: Results, lens: Lens) -> SafeString | None:
    """Draw how many people departed on each corridor."""
    flows = [
        viz.Flow(
            origin,
            destination,
            # A small group is drawn as thin as ten people, so that the line tells nothing either.
            max(n, 10) if lens.count(n) is None else n,
            label_of("countries", origin),
            label_of("countries", destination),
            lens.people(n),
            place,
        )
        for place, ((origin, destination), n) in enumerate(results.corridors.items())
    ]
    if not flows:
        return None
    words = "; ".join(f"{corridor_name(flow.origin, flow.destination)}: {flow.shown}" for flow in flows)
    return viz.corridor_map(flows, uid="map", title=_("Departures by corridor"), desc=words, width=400.0, height=360.0)


def money_flow(results: Results) -> SafeString | None:
    """Draw planned money from payers to budget heads; without a plan, the money spent."""
    amounts = _readable(planned_by_both(results) or {key: float(n) for key, n in results.spent.by_both.items()})
    if not amounts:
        return None
    nodes = {f"p:{payer}": viz.Node(payer_label(payer), 0, SERIES.get(payer, 0)) for payer, _head in sorted(amounts)}
    nodes |= {f"h:{head}": viz.Node(_head(head), 1, 4) for _payer, head in sorted(amounts)}
    links = [viz.Link(f"p:{payer}", f"h:{head}", amount) for (payer, head), amount in amounts.items()]
    words = "; ".join(f"{payer_label(p)} – {_head(h)}: {_amount(n, results)}" for (p, h), n in amounts.items())
    return viz.sankey(
        nodes,
        links,
        uid="money",
        title=_("Who pays for what"),
        desc=words,
        rtl=get_language_bidi(),
        shown=lambda value: _amount(value, results),
        width=800.0,
        label_width=205.0,
        height=max(300.0, 68.0 * sum(node.layer for node in nodes.values())),
    )


def _readable(amounts: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Join the heads that would be too thin to carry their words; the table beside names each of them."""
    by_head: dict[str, float] = {}
    for (_payer, head), amount in amounts.items():
        by_head[head] = by_head.get(head, 0.0) + amount
    thin = {head for head, amount in by_head.items() if amount < THIN * sum(by_head.values())}
    if len(thin) < 2:
        return amounts
    found: dict[tuple[str, str], float] = {}
    for (payer, head), amount in amounts.items():
        key = (payer, SMALL_HEADS if head in thin else head)
        found[key] = found.get(key, 0.0) + amount
    return found


def _head(code: str) -> str:
    return _("Smaller heads") if code == SMALL_HEADS else head_label(code)


def _amount(value: float, results: Results) -> str:
    return formats.money(round(value), results.budget.currency if results.budget else results.scheme.currency, 0)
