"""The choice paper: why this sector or country, in words and tables, as PDF and for Word."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.selectors import Person
from corridor.core.models import Run
from corridor.core.wordings import worded
from corridor.design.schemes.models import Scheme
from corridor.design.screening.explanation import explanation_of
from corridor.design.screening.models import ScreeningExercise
from corridor.design.screening.opinions import Voices, voices_of
from corridor.design.screening.runs import rank
from corridor.design.screening.selectors import Comparison, comparison_of, is_old
from corridor.design.screening.tables import Place, places_of, switches_of
from corridor.evaluation.papers.content import Row, corridors_text, run_note
from corridor.evaluation.papers.letterheads import paper_of
from corridor.evaluation.papers.plans import body
from corridor.evaluation.papers.word import Section, document
from corridor.ui import formats
from corridor.ui.papers import Paper, pdf

NOTHING = "–"


@dataclass(frozen=True)
class Content:
    """What the paper says, whatever it is printed with."""

    title: str
    facts: list[Row]
    sentences: list[str]
    sections: list[Section]
    note: str


def choice_pdf(*, scheme: Scheme, exercise: ScreeningExercise, user: Person) -> bytes:
    """Set the paper as PDF."""
    content = content_of(scheme=scheme, exercise=exercise, user=user)
    return pdf(_paper(scheme, content), body=body("choice"))


def choice_docx(*, scheme: Scheme, exercise: ScreeningExercise, user: Person) -> bytes:
    """Write the paper for Word, so that a ministry can go on with it."""
    content = content_of(scheme=scheme, exercise=exercise, user=user)
    return document(
        _paper(scheme, content), facts=content.facts, sentences=content.sentences, sections=content.sections,
        note=content.note,
    )  # fmt: skip


def content_of(*, scheme: Scheme, exercise: ScreeningExercise, user: Person) -> Content:
    """Collect what the paper says, for the eyes of this reader."""
    comparison = comparison_of(exercise)
    is_sector = exercise.kind == ScreeningExercise.Kind.SECTOR
    title = _("Choice of the sector") if is_sector else _("Choice of the country")
    if not comparison.can_be_ranked:
        return Content(title, _facts(scheme, exercise), [_("Nothing can be ranked yet.")], _excluded(comparison), "")
    ranking, run = rank(comparison=comparison, by=user)
    places, voices = places_of(comparison, ranking), voices_of(comparison, user=user, only_released=True)
    sections = [
        _ranking(places),
        *_excluded(comparison),
        _weights(comparison, ranking),
        *_groups(voices),
        *(_evidence(comparison, place) for place in places),
    ]
    return Content(title, _facts(scheme, exercise), explanation_of(comparison, ranking, voices), sections, _note(run))


def _paper(scheme: Scheme, content: Content) -> Paper:
    values: dict[str, object] = {
        "facts": content.facts,
        "sentences": content.sentences,
        "short": _("In short"),
        "sections": [
            {"title": row.title, "columns": row.columns, "rows": row.rows, "numeric": row.numeric, "note": row.note}
            for row in content.sections
        ],
        "note": content.note,
    }
    return paper_of(scheme, title=content.title, subtitle=scheme.localised_name, values=values)


def _facts(scheme: Scheme, exercise: ScreeningExercise) -> list[Row]:
    chosen = str(exercise.chosen) if exercise.chosen else _("Not decided")
    rows = [
        [_("Lead organisation"), scheme.lead.localised_name],
        [_("Corridors"), corridors_text(scheme) or _("Not decided")],
        [_("The choice"), chosen],
    ]
    if exercise.chosen and exercise.reason:
        rows.append([_("Why this choice"), worded(exercise, "reason")])
    return rows


def _ranking(places: list[Place]) -> Section:
    return Section(
        title=_("Ranking"),
        columns=[_("Place"), _("Alternative"), _("Points"), _("Interval"), _("Known")],
        rows=[
            [
                formats.number(place.rank),
                str(place.alternative),
                formats.number(place.score, 1),
                f"{formats.number(place.low, 1)} – {formats.number(place.high, 1)}",
                formats.percent(place.coverage, 0),
            ]
            for place in places
        ],
        numeric=(0, 2, 3, 4),
        note=_("Points of 100; the interval shows what missing data leave open."),
    )


def _excluded(comparison: Comparison) -> list[Section]:
    rows = [
        [str(alternative), f"{one.label}. {one.reason}", _dated(one.source, formats.date(one.as_of_date))]
        for alternative, reasons in comparison.excluded
        for one in reasons
    ]
    if not rows:
        return []
    return [Section(_("Excluded before scoring"), [_("Alternative"), _("Why"), _("Source")], rows)]


def _weights(comparison: Comparison, ranking: object) -> Section:
    rows = [
        [row.criterion.label, formats.percent(row.weight, 0), _switch(row.below, row.leader_below),
         _switch(row.above, row.leader_above)]
        for row in switches_of(comparison, ranking)
    ]  # fmt: skip
    return Section(
        title=_("Sensitivity"),
        columns=[_("Criterion"), _("Weight now"), _("Below this weight"), _("Above this weight")],
        rows=rows,
        numeric=(1,),
        note=_("How far a weight must move, the others in proportion, before another alternative comes first."),
    )


def _switch(weight: float | None, leader: str) -> str:
    return NOTHING if weight is None else f"{formats.percent(weight, 0)}: {leader}"


def _groups(voices: Voices) -> list[Section]:
    """Return the places by group, of those groups only whose order this reader may see."""
    if not voices.rows:
        return []
    columns = [_("Alternative"), *(order.label for order in voices.columns)]
    rows = [
        [str(alternative), *(NOTHING if rank is None else formats.number(rank) for rank in ranks)]
        for alternative, ranks in voices.rows
    ]
    note = _("Place of each alternative with the weights of each group")
    return [Section(_("Groups of stakeholders"), columns, rows, tuple(range(1, len(columns))), note)]


def _evidence(comparison: Comparison, place: Place) -> Section:
    today = timezone.localdate()
    rows = []
    for criterion in comparison.criteria:
        score = comparison.scores.get((place.alternative.pk, criterion.pk))
        if score is None or score.value is None:
            rows.append([criterion.label, _("not known"), NOTHING])
            continue
        marks = [
            *([_("synthetic")] if score.is_synthetic else []),
            *([_("older than five years")] if is_old(score, today=today) else []),
        ]
        source = _dated(score.source or _("no source"), score.vintage)
        rows.append([criterion.label, formats.number(score.value), "; ".join([source, *marks])])
    return Section(str(place.alternative), [_("Criterion"), _("Score"), _("Source")], rows, (1,))


def _dated(source: str, date: str) -> str:
    return f"{source}, {date}" if date and date != NOTHING else source


def _note(run: Run) -> str:
    return _("%(run)s. The ranking advises, people choose.") % {"run": run_note(run)}
