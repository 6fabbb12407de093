"""Reading the repository: list with facets, one entry, the matrix of phases and models."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from corridor.kernel.errors import N_, InputError
from corridor.knowledge.measures.models import FOUR_PHASES, Kind, Measure, Phase, SkillLevel, SupportModel
from corridor.knowledge.measures.wording import place_label, sector_label

OUTSIDE_MODELS = "none"
_SEARCHED = ("name", "entry_id", "summary_en", "summary_fr", "summary_es", "summary_ar", "bodies__name")


@dataclass(frozen=True)
class Facet:
    """One way to narrow the list: the query word, and the field that holds its codes."""

    name: str
    path: str
    fixed: tuple[tuple[str, str], ...] = ()


FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in (
        Facet("phase", "phase"),
        Facet("kind", "kind"),
        Facet("model", "support_model"),
        Facet("origin", "places__place", (("places__role", "origin"),)),
        Facet("destination", "places__place", (("places__role", "destination"),)),
        Facet("sector", "sectors__sector"),
        Facet("skill", "skill_level"),
        Facet("figures", "has_figures"),
    )
}


@dataclass(frozen=True)
class Choice:
    """One value of a facet with the number of entries that the other choices leave for it."""

    code: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Wish:
    """What a reader asks of the list."""

    search: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Wish":
        """Return the wish of a query string; a word that is no facet is left aside."""
        chosen = {name: query[name].strip()[:40] for name in FACETS if query.get(name, "").strip()}
        return cls(search=query.get("q", "").strip()[:100], chosen=chosen)


def measures(*, wish: Wish | None = None) -> QuerySet[Measure]:
    """Return the entries that answer a wish, by name; closed ones are left out."""
    rows = Measure.objects.filter(is_closed=False)
    if wish is None:
        return rows
    rows = _searched(rows, wish.search)
    for name, code in wish.chosen.items():
        rows = _narrowed(rows, FACETS[name], code)
    # Several joins may repeat an entry, so the ids are collected first.
    return Measure.objects.filter(pk__in=rows.values("pk"))


def choices(*, wish: Wish) -> dict[str, list[Choice]]:
    """Return every facet's choices; each count applies the other facets and the search, not the facet itself."""
    found = {}
    for name, facet in FACETS.items():
        others = Wish(wish.search, {other: code for other, code in wish.chosen.items() if other != name})
        rows = measures(wish=others).filter(**dict(facet.fixed)) if facet.fixed else measures(wish=others)
        counts = rows.order_by().values_list(facet.path).annotate(entries=Count("pk", distinct=True))
        chosen = wish.chosen.get(name, "")
        # An entry without a sector or place has no value to choose; without a model it is one of the matrix's rows.
        kept = [(code, count) for code, count in counts if code is not None or name == "model"]
        found[name] = _sorted(name, [_choice(name, code, count, chosen) for code, count in kept])
    return found


def measure(*, entry_id: str) -> Measure:
    """Return one entry with all its parts; raises Measure.DoesNotExist."""
    parts = ("places", "sectors", "bodies", "sources", "figures", "derivations", "lessons", "conflicts__sides")
    return Measure.objects.prefetch_related(*parts).get(entry_id=entry_id)


def measures_by_entry_id(*, entry_ids: list[str]) -> list[Measure]:
    """Return the entries of the ids in the order asked for, each once; an unknown id is refused."""
    wanted = list(dict.fromkeys(entry_ids))
    parts = ("places", "sectors", "bodies", "figures", "derivations", "conflicts")
    found = {row.entry_id: row for row in Measure.objects.filter(entry_id__in=wanted).prefetch_related(*parts)}
    for entry_id in wanted:
        if entry_id not in found:
            raise InputError(
                N_('The gallery has no entry "%(id)s".'),
                hint=N_("Choose entries from the list."),
                field="id",
                params={"id": entry_id},
            )
    return [found[entry_id] for entry_id in wanted]


@dataclass(frozen=True)
class MatrixRow:
    """One model and the number of its entries in each phase, in the order of the columns."""

    model: str
    label: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Matrix:
    """The overview: phases across, models down; the first four phases and the eleven models are the inventory's own."""

    phases: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[int, ...]
    total: int


def matrix() -> Matrix:
    """Return how many entries each model has in each phase."""
    phases = [*FOUR_PHASES, *(phase for phase in Phase if phase not in FOUR_PHASES)]
    counted = measures().order_by().values_list("support_model", "phase").annotate(entries=Count("pk"))
    counts = {(model, phase): number for model, phase, number in counted}
    rows = [_row(str(model.value), str(model.label), model.value, phases, counts) for model in SupportModel]
    rows.append(_row(OUTSIDE_MODELS, "", None, phases, counts))
    totals = tuple(sum(row.counts[column] for row in rows) for column in range(len(phases)))
    return Matrix(tuple((phase.value, str(phase.label)) for phase in phases), tuple(rows), totals, sum(totals))


def _row(
    code: str, label: str, model: int | None, phases: list[Phase], counts: dict[tuple[int | None, str], int]
) -> MatrixRow:
    numbers = tuple(counts.get((model, phase.value), 0) for phase in phases)
    return MatrixRow(code, label, numbers, sum(numbers))


def _searched(rows: QuerySet[Measure], words: str) -> QuerySet[Measure]:
    for word in words.split():
        hit = Q()
        for path in _SEARCHED:
            hit |= Q(**{f"{path}__icontains": word})
        # The ids are read, word by word: nested subqueries over a join had PostgreSQL count for minutes.
        rows = rows.filter(pk__in=set(Measure.objects.filter(hit).values_list("pk", flat=True)))
    return rows


def _narrowed(rows: QuerySet[Measure], facet: Facet, code: str) -> QuerySet[Measure]:
    if facet.name == "figures":
        return rows.filter(has_figures=code == "yes")
    if facet.name == "model":
        number = int(code) if code.isdecimal() else 0
        return rows.filter(support_model__isnull=True) if code == OUTSIDE_MODELS else rows.filter(support_model=number)
    return rows.filter(**{facet.path: code}, **dict(facet.fixed))


def _choice(name: str, value: object, count: int, chosen: str) -> Choice:
    code = _code(value)
    return Choice(code, _label(name, code), count, code == chosen)


def _code(value: object) -> str:
    if value is None:
        return OUTSIDE_MODELS
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _label(name: str, code: str) -> str:
    if name in ("origin", "destination"):
        return place_label(code)
    if name == "sector":
        return sector_label(code)
    enums: Mapping[str, Mapping[str, object]] = {
        "phase": {p.value: p.label for p in Phase},
        "kind": {k.value: k.label for k in Kind},
        "skill": {s.value: s.label for s in SkillLevel},
        "model": {str(m.value): m.label for m in SupportModel},
    }
    return str(enums.get(name, {}).get(code, ""))


def _sorted(name: str, found: list[Choice]) -> list[Choice]:
    order = {
        "phase": [phase.value for phase in Phase],
        "skill": [level.value for level in SkillLevel],
        "model": [str(model.value) for model in SupportModel],
    }.get(name)
    if order:
        return sorted(found, key=lambda choice: order.index(choice.code) if choice.code in order else len(order))
    return sorted(found, key=lambda choice: (choice.label.casefold(), choice.code))
