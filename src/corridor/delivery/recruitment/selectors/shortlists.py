"""A shortlist as its page shows it: bands, parts on demand, filters, and choices counted by sex."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from corridor.access.models import User
from corridor.access.selectors import visible
from corridor.core.models import Run
from corridor.delivery.recruitment.models import (
    Candidate,
    MatchEdge,
    NearMiss,
    Nomination,
    Override,
    Shortlist,
    Vacancy,
)
from corridor.delivery.recruitment.rules import (
    FOUR_FIFTHS,
    WEIGHTS,
    PartLabel,
    band_of,
    impact_ratio,
)
from corridor.delivery.recruitment.wording import change_sentence, condition_label, levels_text, occupation_text
from corridor.delivery.skills.models import Person
from corridor.kernel.codes import Cefr

_SERIES = {"essential": 0, "optional": 2, "occupation": 1, "experience": 3}


@dataclass(frozen=True)
class ShortlistFilter:
    """What a shortlist is narrowed to; hiding names is the way in."""

    text: str = ""
    level: int | None = None
    years: int | None = None
    within_days: int | None = None
    hides_names: bool = True


@dataclass(frozen=True)
class Part:
    """One part of a score in points of a hundred."""

    code: str
    label: str
    points: float
    of: int
    series: int


@dataclass(frozen=True)
class ShortlistRow:
    """One listed candidate."""

    candidate_id: int
    reference: str
    name: str
    occupation: str
    region: str
    rank: int
    band: str
    points: float
    parts: tuple[Part, ...]
    languages: str
    years: float | None
    available: date | None
    nomination: Nomination | None
    override: Override | None = None

    @property
    def stack(self) -> list[tuple[float, int]]:
        return [(part.points, part.series) for part in self.parts]


@dataclass(frozen=True)
class NearRow:
    """One person who is not eligible, the first failing condition, and what would change it."""

    candidate_id: int
    reference: str
    name: str
    condition: str
    changes: tuple[str, ...]
    band: str
    is_put_on: bool


@dataclass(frozen=True)
class SexCount:
    """How many of the listed people of one sex were proposed."""

    label: str
    proposed: int
    listed: int


@dataclass(frozen=True)
class Fairness:
    """Choices by sex as counts; the ratio of the rates only where both groups have ten people."""

    counts: tuple[SexCount, ...]
    ratio: float | None

    @property
    def is_even(self) -> bool:
        return self.ratio is not None and self.ratio >= FOUR_FIFTHS


def newest_shortlist(*, user: User, vacancy: Vacancy) -> Shortlist | None:
    """Return the newest shortlist of a vacancy that the person may see."""
    rows = visible(Shortlist.objects.filter(vacancy=vacancy).select_related("run"), user=user)
    return rows.order_by("-pk").first()


def rows_of(
    *,
    user: User,
    vacancy: Vacancy,
    run: Run,
    narrowed: ShortlistFilter,
    today: date,
    overrides: Sequence[Override] = (),
) -> list[ShortlistRow]:
    """Return the listed candidates whom the person may see, in the order of the ranking as officers have changed it."""
    edges = visible(MatchEdge.objects.filter(run=run, vacancy=vacancy), user=user)
    edges = edges.select_related("candidate__person").prefetch_related(
        "candidate__person__experiences", "candidate__person__languages"
    )
    proposed = {n.candidate_id: n for n in visible(Nomination.objects.filter(vacancy=vacancy), user=user)}
    rows = [
        (edge, _row(edge, vacancy, proposed.get(edge.candidate_id), hides_names=narrowed.hides_names))
        for edge in [*edges.order_by("rank"), *_put_on(run, vacancy, overrides)]
    ]
    return changed([row for edge, row in rows if _passes(edge, row, vacancy, narrowed, today)], overrides)


def overrides_of(*, user: User, vacancy: Vacancy) -> list[Override]:
    """Return the changes to a list that hold, as far as the person may see them, in the order in which they came."""
    rows = visible(Override.objects.filter(vacancy=vacancy, taken_back_at__isnull=True), user=user)
    return list(rows.select_related("candidate__person", "decided_by").order_by("decided_at", "pk"))


def those_put_on(overrides: Iterable[Override]) -> frozenset[int]:
    """Return those whom officers have put on a list."""
    return frozenset(one.candidate_id for one in overrides if one.kind == Override.Kind.ON)


def is_listed(*, vacancy: Vacancy, candidate: Candidate) -> bool:
    """Say whether a candidate stands on the newest computed list of a vacancy."""
    made = Shortlist.objects.filter(vacancy=vacancy).order_by("-pk").first()
    return made is not None and MatchEdge.objects.filter(run=made.run, vacancy=vacancy, candidate=candidate).exists()


def changed(rows: Sequence[ShortlistRow], overrides: Sequence[Override]) -> list[ShortlistRow]:
    """Return a list as officers have changed it: without those taken off, with those moved up at their places."""
    by_candidate = {one.candidate_id: one for one in overrides}
    kept = [replace(row, override=by_candidate.get(row.candidate_id)) for row in rows]
    kept = [row for row in kept if row.override is None or row.override.kind != Override.Kind.OFF]
    moved = [row for row in kept if row.override is not None and row.override.kind == Override.Kind.UP]
    found = [row for row in kept if row not in moved]
    for row in sorted(moved, key=_wanted_place):
        found.insert(_wanted_place(row) - 1, row)
    return found


def _wanted_place(row: ShortlistRow) -> int:
    return (row.override.place if row.override else None) or 1


def _put_on(run: Run, vacancy: Vacancy, overrides: Sequence[Override]) -> list[MatchEdge]:
    """Return those put on the list as if they were listed, without rank; the score is that of the near miss, if any."""
    people = [one.candidate for one in overrides if one.kind == Override.Kind.ON]
    if not people:
        return []
    listed = set(
        MatchEdge.objects.filter(run=run, vacancy=vacancy, candidate__in=people).values_list("candidate", flat=True)
    )
    near = NearMiss.objects.filter(run=run, vacancy=vacancy, candidate__in=people)
    scores = dict(near.values_list("candidate", "score"))
    return [
        MatchEdge(run=run, vacancy=vacancy, candidate=one, rank=0, score=scores.get(one.pk, -1.0))
        for one in people
        if one.pk not in listed
    ]


def near_rows_of(
    *, user: User, vacancy: Vacancy, run: Run, hides_names: bool, put_on: Collection[int] = ()
) -> list[NearRow]:
    """Return those who were near, the fewest changes first."""
    rows = visible(NearMiss.objects.filter(run=run, vacancy=vacancy), user=user).select_related("candidate__person")
    return [
        NearRow(
            candidate_id=miss.candidate_id,
            reference=miss.candidate.reference,
            name="" if hides_names else str(miss.candidate.person),
            condition=condition_label(miss.first_failing),
            changes=tuple(change_sentence(change["message"], change["params"]) for change in miss.changes),
            band=band_of(miss.score).value,
            is_put_on=miss.candidate_id in put_on,
        )
        for miss in rows.order_by("pk")
    ]


def counts_of(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return people by condition, in words, the most first."""
    counted = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(condition_label(code), count) for code, count in counted]


def fairness_of(*, user: User, vacancy: Vacancy, run: Run) -> Fairness:
    """Return how many of the listed women and men were proposed; sex is read here and nowhere in the ranking."""
    edges = visible(MatchEdge.objects.filter(run=run, vacancy=vacancy), user=user)
    chosen = set(visible(Nomination.objects.filter(vacancy=vacancy), user=user).values_list("candidate_id", flat=True))
    listed = list(edges.values_list("candidate_id", "candidate__person__sex"))
    counts = {
        sex: (sum(1 for pk, s in listed if s == sex and pk in chosen), sum(1 for _, s in listed if s == sex))
        for sex in (Person.Sex.FEMALE, Person.Sex.MALE)
    }
    ratio = impact_ratio({sex.value: pair for sex, pair in counts.items()})
    labels = {Person.Sex.FEMALE: _("Women"), Person.Sex.MALE: _("Men")}
    shown = (SexCount(labels[sex], proposed, total) for sex, (proposed, total) in counts.items())
    return Fairness(tuple(shown), ratio)


def parts_of(parts: dict[str, float]) -> tuple[Part, ...]:
    """Return the parts of a score in points of a hundred."""
    return tuple(
        Part(
            label.value,
            str(label.label),
            round(WEIGHTS[label.value] * parts.get(label.value, 0.0), 4),
            WEIGHTS[label.value],
            _SERIES[label.value],
        )
        for label in PartLabel
    )


def _row(edge: MatchEdge, vacancy: Vacancy, nomination: Nomination | None, *, hides_names: bool) -> ShortlistRow:
    person = edge.candidate.person
    linked = [one for one in person.experiences.all() if one.isco08]
    work = max(linked, key=lambda one: (_nearness(one.isco08, vacancy.isco08), one.years or 0), default=None)
    asked = {stored["code"] for stored in vacancy.languages}
    known = [(one.language, one.level_name) for one in person.languages.all() if not asked or one.language in asked]
    return ShortlistRow(
        candidate_id=edge.candidate_id,
        reference=edge.candidate.reference,
        name="" if hides_names else str(person),
        occupation=occupation_text(work.isco08) if work else "",
        region=person.region,
        rank=edge.rank,
        band=band_of(edge.score).value if edge.score >= 0 else "",
        points=max(0.0, edge.score) * 100,
        parts=parts_of(edge.parts),
        languages=levels_text(known),
        years=float(work.years) if work and work.years is not None else None,
        available=edge.candidate.available_from,
        nomination=nomination,
    )


def _nearness(held: str, wanted: str) -> int:
    return next((n for n in (20, 4, 3) if held[:n] == wanted[:n]), 0)


def _passes(edge: MatchEdge, row: ShortlistRow, vacancy: Vacancy, narrowed: ShortlistFilter, today: date) -> bool:
    text = f"{row.reference} {row.name} {row.occupation} {row.region}".casefold()
    if narrowed.text.casefold() not in text:
        return False
    if narrowed.years is not None and (row.years or 0) < narrowed.years:
        return False
    latest = today + timedelta(days=narrowed.within_days or 0)
    if narrowed.within_days is not None and row.available is not None and row.available > latest:
        return False
    return narrowed.level is None or _speaks(edge, vacancy, Cefr(narrowed.level))


def _speaks(edge: MatchEdge, vacancy: Vacancy, level: Cefr) -> bool:
    asked = {stored["code"] for stored in vacancy.languages}
    levels = [one.cefr for one in edge.candidate.person.languages.all() if not asked or one.language in asked]
    return max(levels, default=0) >= level
