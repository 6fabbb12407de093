"""What a page shows of measures: facts with unknowns stated, figures as they are written, comparison side by side."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _, gettext_lazy

from corridor.kernel.places import KOSOVO, KOSOVO_NOTE
from corridor.knowledge.measures import wording
from corridor.knowledge.measures.models import Measure, MeasureDerivation, MeasureFigure, MeasurePlace, SupportModel
from corridor.knowledge.measures.rules import check_comparable, differing
from corridor.knowledge.measures.wording import Phrase, phrase, place_label, sector_label
from corridor.ui import formats

CURRENCIES = ("EUR", "USD", "XEU")


@dataclass(frozen=True)
class Fact:
    """One line of the information template; without values it is stated as unknown."""

    label: str
    values: tuple[Phrase, ...]


@dataclass(frozen=True)
class FigureLine:
    """A figure as it is shown."""

    metric: Phrase
    qualifier: Phrase
    value: str
    unit: Phrase
    source: str


@dataclass(frozen=True)
class TermLine:
    """A numerator or a denominator as it is shown."""

    value: str
    what: Phrase
    source: str


@dataclass(frozen=True)
class DerivedLine:
    """A recomputed value beside the published one."""

    label: Phrase
    value: str
    unit: Phrase
    population: Phrase
    expression: str
    numerator: TermLine | None
    denominator: TermLine | None
    published: FigureLine | None


@dataclass(frozen=True)
class SideLine:
    """One side of a conflict as it is shown."""

    says: Phrase
    source: str


@dataclass(frozen=True)
class ConflictBox:
    """A conflict as it is shown."""

    text: Phrase
    sides: tuple[SideLine, ...]
    handling: Phrase


@dataclass(frozen=True)
class SourceGroup:
    """The lines of one document that speak about an entry."""

    title: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """Everything that the page of one entry shows."""

    facts: tuple[Fact, ...]
    figures: tuple[FigureLine, ...]
    derived: tuple[DerivedLine, ...]
    conflicts: tuple[ConflictBox, ...]
    lessons: tuple[SideLine, ...]
    sources: tuple[SourceGroup, ...]
    kosovo_note: str

    @property
    def known(self) -> int:
        """How many lines of the information template the sources fill."""
        return sum(bool(fact.values) for fact in self.facts)

    @property
    def has_foreign(self) -> bool:
        """Whether some phrases stand in English on this page."""
        lines = [*(line.metric for line in self.figures), *(line.label for line in self.derived)]
        lines += [value for fact in self.facts for value in fact.values]
        return any(line.is_foreign for line in lines)


def sheet(measure: Measure) -> Sheet:
    """Return what the page of an entry shows, in the reader's language."""
    figures = list(measure.figures.all())
    return Sheet(
        facts=tuple(Fact(str(label), _values(measure, read)) for label, read in FACTS),
        figures=tuple(figure_line(row) for row in figures if row.role == MeasureFigure.Role.OUTCOME),
        derived=tuple(derived_line(row) for row in measure.derivations.all()),
        conflicts=tuple(
            ConflictBox(
                phrase(conflict.text),
                tuple(SideLine(phrase(side.says), side.source) for side in conflict.sides.all()),
                phrase(conflict.handling),
            )
            for conflict in measure.conflicts.all()
        ),
        lessons=tuple(SideLine(phrase(lesson.text), lesson.source) for lesson in measure.lessons.all()),
        sources=_sources(measure),
        kosovo_note=kosovo_note([measure]),
    )


def kosovo_note(measures: Sequence[Measure]) -> str:
    """Return the note on Kosovo where one of the entries names it, otherwise nothing."""
    named = any(place.place == KOSOVO for measure in measures for place in measure.places.all())
    return _(KOSOVO_NOTE) if named else ""


def figure_line(row: MeasureFigure) -> FigureLine:
    """Return a figure as it is shown; amounts carry their currency as printed."""
    qualifier = "" if row.qualifier == "exact" else row.qualifier
    if row.value is None:
        return FigureLine(phrase(row.metric), phrase(qualifier), phrase(row.value_text).text, phrase(""), row.source)
    return FigureLine(phrase(row.metric), phrase(qualifier), written(row.value, row.unit), _unit(row.unit), row.source)


def derived_line(row: MeasureDerivation) -> DerivedLine:
    """Return a recomputed value as it is shown, with as many decimals as it is printed with."""
    published = None
    if row.published is not None:
        qualifier = "" if row.published_qualifier == "exact" else row.published_qualifier
        published = FigureLine(
            phrase(row.label),
            phrase(qualifier),
            written(row.published, row.published_unit),
            _unit(row.published_unit),
            row.published_source,
        )
    return DerivedLine(
        label=phrase(row.label),
        value=written(row.value, row.unit, decimals=row.decimals),
        unit=_unit(row.unit),
        population=phrase(row.population),
        expression=row.expression,
        numerator=_term(row.numerator, row.numerator_what, row.numerator_source),
        denominator=_term(row.denominator, row.denominator_what, row.denominator_source),
        published=published,
    )


def written(value: Decimal, unit: str, *, decimals: int | None = None) -> str:
    """Return a value as the reader writes it: amounts with currency, percentages with their sign, else the number."""
    if unit in CURRENCIES:
        return formats.money(value, unit, decimals)
    if unit == "percent":
        return formats.percent(value / 100, 0 if value == value.to_integral_value() else 1)
    return formats.number(value, decimals)


def _unit(unit: str) -> Phrase:
    # The currency and the percent sign are part of the written value.
    return Phrase("") if unit in (*CURRENCIES, "percent", "text", "share") else phrase(unit)


def _term(value: Decimal | None, what: str, source: str) -> TermLine | None:
    return None if value is None else TermLine(formats.number(value), phrase(what), source)


def _sources(measure: Measure) -> tuple[SourceGroup, ...]:
    groups: dict[str, list[str]] = {}
    for source in measure.sources.all():
        groups.setdefault(source.document, []).append(str(source))
    return tuple(SourceGroup(wording.document_label(name), tuple(refs)) for name, refs in groups.items())


Read = Callable[[Measure], Iterable[Phrase]]


def _label(read: Callable[[Measure], object]) -> Read:
    return lambda measure: [Phrase(str(read(measure)))]


def _places(role: str) -> Read:
    return lambda measure: [Phrase(place_label(row.place)) for row in measure.places.all() if row.role == role]


def _bodies(role: str) -> Read:
    return lambda measure: [phrase(row.name) for row in measure.bodies.all() if row.role == role]


def _figures(role: str) -> Read:
    return lambda measure: [
        Phrase(_sentence(figure_line(row), names_metric=role != MeasureFigure.Role.BUDGET))
        for row in measure.figures.all()
        if row.role == role
    ]


def _sentence(line: FigureLine, *, names_metric: bool) -> str:
    parts = {"qualifier": line.qualifier.text, "value": line.value}
    value = _("%(qualifier)s %(value)s") % parts if line.qualifier else line.value
    return _("%(label)s: %(value)s") % {"label": line.metric.text, "value": value} if names_metric else value


def _model(measure: Measure) -> str:
    if measure.support_model is None:
        return _("None of the eleven")
    label = SupportModel(measure.support_model).label
    return _("%(number)s. %(label)s") % {"number": formats.number(measure.support_model), "label": label}


# The information template that the global inventory asks for, as far as its sources can fill it.
FACTS: tuple[tuple[object, Read], ...] = (
    (gettext_lazy("Kind"), _label(lambda measure: measure.get_kind_display())),
    (gettext_lazy("Phase"), _label(lambda measure: measure.get_phase_display())),
    (gettext_lazy("Model of support measures"), _label(_model)),
    (gettext_lazy("Origin"), _places(MeasurePlace.Role.ORIGIN)),
    (gettext_lazy("Destination"), _places(MeasurePlace.Role.DESTINATION)),
    (gettext_lazy("Years"), lambda measure: [phrase(measure.years)]),
    (gettext_lazy("Sector"), lambda measure: [Phrase(sector_label(row.sector)) for row in measure.sectors.all()]),
    (gettext_lazy("Skill level"), _label(lambda measure: measure.get_skill_level_display())),
    (gettext_lazy("Type of mobility"), lambda measure: [phrase(measure.mobility_type)]),
    (gettext_lazy("Funder"), _bodies("funder")),
    (gettext_lazy("Carried out by"), _bodies("implementer")),
    (gettext_lazy("Budget"), _figures(MeasureFigure.Role.BUDGET)),
    (gettext_lazy("People"), _figures(MeasureFigure.Role.PEOPLE)),
    (gettext_lazy("Published unit cost"), _figures(MeasureFigure.Role.UNIT_COST)),
)


def _values(measure: Measure, read: Read) -> tuple[Phrase, ...]:
    return tuple(value for value in read(measure) if value)


@dataclass(frozen=True)
class ComparisonRow:
    """One property of the compared entries; `warning` says where the cells do not measure the same."""

    label: str
    cells: tuple[tuple[Phrase, ...], ...]
    warning: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Comparison:
    """Two to four entries side by side."""

    measures: tuple[Measure, ...]
    rows: tuple[ComparisonRow, ...]
    kosovo_note: str


def compare(measures: Sequence[Measure]) -> Comparison:
    """Return the entries side by side; refuses a wrong number and entries that are only named."""
    check_comparable(measures)
    warnings = {
        str(gettext_lazy("Budget")): _currencies(measures, MeasureFigure.Role.BUDGET),
        str(gettext_lazy("Published unit cost")): _cost_bases(measures, MeasureFigure.Role.UNIT_COST),
        str(gettext_lazy("People")): _definitions(measures),
    }
    rows = [_row(str(label), measures, read, warnings.get(str(label), "")) for label, read in FACTS]
    rows.append(_row(_("Figures"), measures, _outcomes))
    recomputed = _row(_("Recomputed"), measures, _recomputed, _recomputed_units(measures))
    conflicts = _row(_("Conflicts in the sources"), measures, _conflicts)
    rows.append(replace(recomputed, empty=_("Nothing to recompute")))
    rows.append(replace(conflicts, empty=_("None found")))
    return Comparison(tuple(measures), tuple(rows), kosovo_note(measures))


def _row(label: str, measures: Sequence[Measure], read: Read, warning: str = "") -> ComparisonRow:
    return ComparisonRow(label, tuple(_values(measure, read) for measure in measures), warning)


def _outcomes(measure: Measure) -> list[Phrase]:
    lines = (figure_line(row) for row in measure.figures.all() if row.role == MeasureFigure.Role.OUTCOME)
    return [_line(line.metric, line.value, line.unit, line.qualifier) for line in lines]


def _recomputed(measure: Measure) -> list[Phrase]:
    lines = (derived_line(row) for row in measure.derivations.all())
    return [_line(line.label, line.value, line.unit, Phrase("")) for line in lines]


def _line(label: Phrase, value: str, unit: Phrase, qualifier: Phrase) -> Phrase:
    value = " ".join(part for part in (qualifier.text, value, unit.text) if part)
    return Phrase(_("%(label)s: %(value)s") % {"label": label.text, "value": value}, label.is_foreign)


def _conflicts(measure: Measure) -> list[Phrase]:
    return [phrase(row.text) for row in measure.conflicts.all()]


def _units(measures: Sequence[Measure], role: str) -> list[str]:
    return [row.unit for measure in measures for row in measure.figures.all() if row.role == role]


def _currencies(measures: Sequence[Measure], role: str) -> str:
    units = differing(_units(measures, role))
    if not units:
        return ""
    return _("Different currencies (%(units)s), never converted: the amounts do not compare as they stand.") % {
        "units": ", ".join(units)
    }


def _cost_bases(measures: Sequence[Measure], role: str) -> str:
    bases = differing([r.metric for m in measures for r in m.figures.all() if r.role == role])
    counted = _("Costs per different things (%(units)s): they do not compare as they stand.") % {
        "units": ", ".join(phrase(base).text for base in bases)
    }
    return " ".join(text for text in (_currencies(measures, role), counted if bases else "") if text)


def _definitions(measures: Sequence[Measure]) -> str:
    counted = differing([r.metric for m in measures for r in m.figures.all() if r.role == MeasureFigure.Role.PEOPLE])
    return _("The entries count different people; read each definition.") if counted else ""


def _recomputed_units(measures: Sequence[Measure]) -> str:
    units = differing([row.unit for measure in measures for row in measure.derivations.all()])
    if not units:
        return ""
    return _("Different units (%(units)s): compare only values of the same unit.") % {
        "units": ", ".join(phrase(unit).text for unit in units)
    }
