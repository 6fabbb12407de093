"""What a reader of a ranking must know beside the places: each a code, whom it concerns and a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from corridor.engines.screening import AhpWeights, Method, Screening
from corridor.kernel.errors import N_

# Scores that differ by less are equal.
EQUAL = 1e-12


@dataclass(frozen=True, slots=True)
class Mark:
    """A remark that changes nothing in the figures."""

    code: str
    subject: str
    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def sentence(self) -> str:
        """Return the English message with its values filled in."""
        return self.message % self.params


def marks_of(found: Screening) -> tuple[Mark, ...]:
    """Return all remarks on a ranking."""
    return (*_comparisons(found), *_data(found), *_order(found), *_methods(found), *_groups(found))


def _inconsistent(subject: str, weights: AhpWeights | None) -> Iterator[Mark]:
    if weights is None or weights.consistent:
        return
    worst = weights.worst
    yield Mark(
        "inconsistent_comparisons",
        subject,
        N_(
            "The comparisons (%(subject)s) contradict each other: ratio %(cr)s above 0.10. Item %(row)s against "
            "%(column)s is %(given)s; by the weights it would be %(fitting)s."
        ),
        {
            "subject": subject,
            "cr": f"{weights.cr:.3f}",
            "row": worst.row if worst else "-",
            "column": worst.column if worst else "-",
            "given": f"{worst.given:.3g}" if worst else "-",
            "fitting": f"{worst.fitting:.3g}" if worst else "-",
        },
    )


def _comparisons(found: Screening) -> Iterator[Mark]:
    yield from _inconsistent("criteria", found.comparisons)
    for name, weights in found.local.items():
        yield from _inconsistent(name, weights)
    for group in found.groups.groups if found.groups else ():
        yield from _inconsistent(group.name, group.comparisons)


def _data(found: Screening) -> Iterator[Mark]:
    if found.places is None:
        yield Mark("nothing_to_rank", "", N_("Vetoes and limits leave nothing to rank."))
    for row in found.scored.alternatives:
        if row.is_thin and not found.local:
            yield Mark(
                "thin_data",
                row.name,
                N_("Of %(name)s only %(coverage)s %% by weight is known."),
                {"name": row.name, "coverage": f"{row.coverage * 100:.0f}"},
            )
        for criterion, part in row.contributions.items():
            if part.is_outside:
                yield Mark(
                    "outside_scale",
                    row.name,
                    N_("%(name)s: %(criterion)s is %(value)s, off its scale, and counts as the nearer end."),
                    {"name": row.name, "criterion": criterion, "value": f"{part.raw:g}"},
                )
    if found.opinions and found.opinions.assumed:
        yield Mark(
            "assumed_middle",
            "",
            N_("TOPSIS and PROMETHEE take the middle of the scale for values that nobody knows: %(count)s."),
            {"count": len(found.opinions.assumed)},
        )


def _order(found: Screening) -> Iterator[Mark]:
    ranked = [row for row in found.scored.alternatives if row.rank is not None]
    if found.method in (Method.TOPSIS, Method.PROMETHEE2) or found.local or len(ranked) < 2:
        return
    leader = ranked[0]
    rivals = [row.name for row in ranked[1:] if row.high > leader.low + EQUAL]
    if rivals:
        yield Mark(
            "data_do_not_decide",
            leader.name,
            N_("What nobody knows could put %(rivals)s before %(leader)s."),
            {"rivals": ", ".join(rivals), "leader": leader.name},
        )


def _methods(found: Screening) -> Iterator[Mark]:
    if found.opinions is None or found.places is None:
        return
    first = found.places.order[0]
    others = [f"{ranking.method} {ranking.order[0]}" for ranking in found.opinions.rankings if ranking.rank[first] != 1]
    if others:
        yield Mark(
            "methods_disagree",
            first,
            N_("Other methods put another alternative first: %(others)s."),
            {"others": ", ".join(others)},
        )
    for removal in found.places.removals:
        message = N_("Rank reversal: without %(removed)s other alternatives change places (pairs: %(pairs)s).")
        if removal.flips_lead:
            message = N_(
                "Rank reversal: without %(removed)s, which does not lead, %(leader)s would lead (pairs that change "
                "places: %(pairs)s)."
            )
        params = {"removed": removal.removed, "leader": removal.leader, "pairs": removal.turned_pairs}
        yield Mark("rank_reversal", removal.removed, message, params)


def _groups(found: Screening) -> Iterator[Mark]:
    groups = found.groups
    if groups is None or groups.compromise is None:
        return
    firsts = {group.name: group.order[0] for group in groups.groups if group.name != groups.compromise}
    if not groups.common_leaders:
        yield Mark(
            "groups_disagree",
            "",
            N_("The groups put different alternatives first: %(firsts)s."),
            {"firsts": ", ".join(f"{group} {name}" for group, name in firsts.items())},
        )
