"""What a scheme takes from an entry of the gallery: places, model, sourced facts, never a figure of its plan."""

from collections.abc import Sequence
from typing import Any

from corridor.batch.gallery import Derived, Entry, Figure
from corridor.design.schemes.models import Scheme, SchemeNote
from corridor.design.schemes.terms import ALWAYS, MONTHS, NOT_STATED, TERMS, Term, known_terms
from corridor.kernel.places import ISO3_CODES


def corridors_of(entry: Entry) -> list[tuple[str, str]]:
    """Return the entry's corridor where it names just one pair of countries."""
    if len(entry.origin) != 1 or len(entry.destination) != 1:
        return []
    pair = (entry.origin[0], entry.destination[0])
    return [pair] if set(pair) <= ISO3_CODES and pair[0] != pair[1] else []


def notes_of(scheme: Scheme, entry: Entry) -> list[SchemeNote]:
    """Return the entry's summary, figures, lessons and conflicts as notes with their sources."""
    sources = ", ".join(str(source) for source in entry.sources)[:200]
    notes = [SchemeNote(scheme=scheme, topic="summary", text=entry.summary_en, source=sources)]
    figures = [figure for figure in (entry.budget, entry.beneficiaries, *entry.outcomes) if figure is not None]
    notes += [_figure_note(scheme, figure) for figure in figures]
    notes += [_recomputed_note(scheme, derived) for derived in entry.derived]
    notes += [
        SchemeNote(scheme=scheme, topic="lesson", text=lesson.text, source=str(lesson.source))
        for lesson in entry.lessons
    ]
    notes += [
        SchemeNote(scheme=scheme, topic="conflict", text=flag.text, source=_sides(flag.sides)) for flag in entry.flags
    ]
    return notes + _term_notes(scheme, entry)


def model_of(entry: Entry) -> dict[str, Any]:
    """Return the fields of the mobility model that the sources give for an entry, none where they give none."""
    known = known_terms(entry.id)
    if known is None:
        return {}
    letter, label = known.model
    return {"model": letter, "model_label": label, "tracks": [dict(track) for track in known.tracks]}


def _term_notes(scheme: Scheme, entry: Entry) -> list[SchemeNote]:
    known = known_terms(entry.id)
    if known is None:
        return []
    stated = {term.name: term for term in known.terms}
    notes = [_term_note(scheme, name, stated.get(name)) for name in TERMS if name in stated or name in ALWAYS]
    notes += [
        SchemeNote(scheme=scheme, topic="tension", text=tension.text, source=tension.source)
        for tension in known.tensions
    ]
    return notes


def _term_note(scheme: Scheme, name: str, term: Term | None) -> SchemeNote:
    note = SchemeNote(scheme=scheme, topic="term", text=TERMS[name])
    if term is None:
        note.basis = NOT_STATED
        return note
    note.source = term.source
    if isinstance(term.value, int):
        note.value, note.unit = str(term.value), MONTHS
    else:
        note.basis = term.value
    return note


def _figure_note(scheme: Scheme, figure: Figure) -> SchemeNote:
    return SchemeNote(
        scheme=scheme,
        topic="figure",
        text=figure.metric,
        value=str(figure.value)[:60],
        unit=figure.unit[:60],
        basis="" if figure.qualifier == "exact" else figure.qualifier,
        source=str(figure.source or ""),
    )


def _recomputed_note(scheme: Scheme, derived: Derived) -> SchemeNote:
    terms = [term for term in (derived.numerator, derived.denominator) if term is not None and term.source]
    return SchemeNote(
        scheme=scheme,
        topic="recomputed",
        text=derived.label,
        value=str(derived.value),
        unit=derived.unit[:60],
        basis=derived.expr[:200],
        source=", ".join(str(term.source) for term in terms)[:200],
    )


def _sides(sides: Sequence[Any]) -> str:
    return ", ".join(str(side.source) for side in sides if side.source)[:200]
