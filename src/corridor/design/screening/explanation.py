"""Why the first is first, in three to six sentences that a minister can read."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _, ngettext

from corridor.design.screening.opinions import Voices
from corridor.design.screening.selectors import Comparison
from corridor.design.screening.tables import EDGE, Part, Place, places_of, switches_of
from corridor.ui import formats

# More criteria than these are counted, not listed: a minister reads a sentence, not a table.
MOST_NAMED = 3


def explanation_of(
    comparison: Comparison, ranking: Any, voices: Voices | None = None, *, places: Sequence[Place] = ()
) -> list[str]:
    """Say who comes first and by what, what would change it, what is not known or invented, and who disagrees."""
    places = places or places_of(comparison, ranking)
    found = [
        _who(places),
        _by_what(places),
        _what_would_change_it(comparison, ranking, places),
        _what_is_not_known(comparison, places),
        _what_is_synthetic(comparison),
        _who_disagrees(comparison, places, voices),
    ]
    return [sentence for sentence in found if sentence]


def _who(places: Sequence[Place]) -> str:
    first, points = places[0], formats.number(places[0].score, 1)
    leaders = [place for place in places if place.rank == 1]
    if len(leaders) > 1:
        return _("%(names)s share the first place with %(points)s of 100 points.") % {
            "names": _listed([str(place.alternative) for place in leaders]),
            "points": points,
        }
    if len(places) == 1:
        return _("%(first)s has %(points)s of 100 points; nothing else is compared with it.") % {
            "first": first.alternative,
            "points": points,
        }
    return _("%(first)s comes first with %(points)s of 100 points, %(lead)s ahead of %(second)s.") % {
        "first": first.alternative,
        "points": points,
        "lead": formats.number(first.score - places[1].score, 1),
        "second": places[1].alternative,
    }


def _by_what(places: Sequence[Place]) -> str:
    """Name the criteria that carry the lead, or without a rival those that carry the score."""
    first = places[0]
    rival = next((place for place in places if place.rank != 1), None)
    if rival is None:
        best = _strongest([(part.label, part.points or 0.0) for part in first.parts])
        return _("Most of its points come from: %(criteria)s.") % {"criteria": _listed(best)} if best else ""
    gains = [(mine.label, _middle(mine) - _middle(other)) for mine, other in zip(first.parts, rival.parts, strict=True)]
    best = _strongest(gains)
    if not best:
        return ""
    return _("What puts it before %(other)s most: %(criteria)s.") % {
        "other": rival.alternative,
        "criteria": _listed(best),
    }


def _what_would_change_it(comparison: Comparison, ranking: Any, places: Sequence[Place]) -> str:
    if len(places) < 2:
        return ""
    moves = [
        (abs(weight - row.weight), row, weight, leader)
        for row in switches_of(comparison, ranking)
        for weight, leader in ((row.below, row.leader_below), (row.above, row.leader_above))
        if weight is not None and abs(weight - row.weight) > EDGE
    ]
    if not moves:
        return _("No change of the weight of one criterion alone would put another one first.")
    _distance, row, weight, leader = min(moves, key=lambda move: (move[0], move[1].criterion.pk))
    values = {
        "criterion": row.criterion.label,
        "now": formats.percent(row.weight, 0),
        "weight": formats.percent(weight, 0),
        "other": leader,
    }
    if weight < row.weight:
        return (
            _('If "%(criterion)s" weighed less than %(weight)s instead of %(now)s, %(other)s would come first.')
            % values
        )
    return _('If "%(criterion)s" weighed more than %(weight)s instead of %(now)s, %(other)s would come first.') % values


def _what_is_not_known(comparison: Comparison, places: Sequence[Place]) -> str:
    total = len(places) * len(comparison.criteria)
    missing = total - sum(comparison.known(place.alternative) for place in places)
    if not missing:
        return ngettext("The one score that is asked for is known.", "All %(total)s scores are known.", total) % {
            "total": formats.number(total)
        }
    text = ngettext(
        "%(n)s score of %(total)s is not known and was not guessed.",
        "%(n)s scores of %(total)s are not known and were not guessed.",
        missing,
    ) % {"n": formats.number(missing), "total": formats.number(total)}
    rivals = [str(place.alternative) for place in places[1:] if place.high > places[0].low + EDGE]
    if not rivals:
        return text
    return _("%(text)s That leaves open whether %(others)s would come first.") % {
        "text": text,
        "others": _either(rivals[:MOST_NAMED]),
    }


def _what_is_synthetic(comparison: Comparison) -> str:
    shown = {row.pk for row in comparison.open_alternatives}
    invented = [row for row in comparison.scores.values() if row.is_synthetic and row.alternative_id in shown]
    if not invented:
        return ""
    used = {row.criterion_id for row in invented}
    text = ngettext(
        "%(n)s score rests on a synthetic figure, which is no evidence.",
        "%(n)s scores rest on synthetic figures, which are no evidence.",
        len(invented),
    ) % {"n": formats.number(len(invented))}
    if len(used) > MOST_NAMED:
        return text
    labels = [row.label for row in comparison.criteria if row.pk in used]
    return _("%(text)s They concern: %(criteria)s.") % {"text": text, "criteria": _listed(labels)}


def _who_disagrees(comparison: Comparison, places: Sequence[Place], voices: Voices | None) -> str:
    if voices is None or not voices.orders or len(places) < 2:
        return ""
    leaders = {place.alternative.pk for place in places if place.rank == 1}
    names = {row.pk: str(row) for row in comparison.alternatives}
    apart = [order for order in voices.orders if not leaders & set(order.leaders)]
    if not apart:
        return ngettext(
            "The one group whose order is shown puts the same one first.",
            "All %(n)s groups whose order is shown put the same one first.",
            len(voices.orders),
        ) % {"n": formats.number(len(voices.orders))}
    said = [
        _("%(group)s (%(names)s)") % {"group": order.label, "names": _listed([names[pk] for pk in order.leaders])}
        for order in apart
    ]
    return _("Another one comes first for: %(groups)s.") % {"groups": _listed(said)}


def _middle(part: Part) -> float:
    """The points of a part; one that is not known stands halfway, as it does in the score."""
    return part.of / 2 if part.points is None else part.points


def _strongest(gains: Sequence[tuple[str, float]]) -> list[str]:
    positive = sorted((gain for gain in gains if gain[1] > EDGE), key=lambda gain: -gain[1])
    return [label for label, _gain in positive[:2]]


def _listed(names: Sequence[str]) -> str:
    return get_text_list(list(names), _("and"))


def _either(names: Sequence[str]) -> str:
    return get_text_list(list(names), _("or"))
