"""The lists of a plan: which form enters a row, what a row shows, where a new one belongs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.access.selectors import Person, visible
from corridor.core.wordings import quoted
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import path_to_scheme
from corridor.design.screening.models import ScreeningExercise
from corridor.design.studio import forms
from corridor.knowledge.pathways.rules import localised
from corridor.ui import formats

Label = str | Promise
Cell = Callable[[Any], object]


@dataclass(frozen=True)
class Part:
    """One list of a plan; `kind` narrows a comparison to sectors or countries."""

    slug: str
    step: str
    title: Label
    add: Label
    empty: Label
    form: type[forms.PlanForm]
    columns: tuple[tuple[Label, Cell], ...]
    kind: str = ""
    is_private: bool = False
    related: tuple[str, ...] = ()

    @property
    def model(self) -> type[Model]:
        """The model of a row."""
        model: type[Model] = self.form._meta.model
        return model

    def rows(self, scheme: Scheme, user: Person) -> Iterable[Any]:
        """Return the rows that the person may read."""
        found = self.model._default_manager.filter(**{path_to_scheme(self.model): scheme})
        found = found.filter(exercise__kind=self.kind) if self.kind else found
        return visible(found.select_related(*self.related), user=user) if self.related else visible(found, user=user)

    def new(self, scheme: Scheme) -> Model:
        """Return an unsaved row in its place."""
        if self.kind:
            found = ScreeningExercise.objects.filter(scheme=scheme, kind=self.kind).first()
            return self.model(exercise=found or ScreeningExercise(scheme=scheme, kind=self.kind))
        own = {field.name for field in self.model._meta.fields}
        return self.model(scheme=scheme) if "scheme" in own else self.model()


def _shown(name: str) -> Cell:
    return lambda row: getattr(row, f"get_{name}_display")()


def _named(name: str) -> Cell:
    return lambda row: getattr(row, name)


def _said(name: str) -> Cell:
    return lambda row: quoted(row, name)


def _organisation(name: str) -> Cell:
    return lambda row: localised(getattr(row, name), "name")


def _day(name: str) -> Cell:
    return lambda row: formats.date(getattr(row, name))


def _number(name: str) -> Cell:
    return lambda row: formats.number(getattr(row, name))


_CRITERION: tuple[tuple[Label, Cell], ...] = (
    (_("Criterion"), _named("label")),
    (_("Weight"), _number("weight")),
    (_("Direction"), _shown("direction")),
)

PARTS: tuple[Part, ...] = (
    Part(
        "objectives", "objectives", _("Objectives and motivations"), _("Add an objective or a motivation"),
        _("Begin with what the scheme is for, and what moves each side."), forms.ObjectiveForm,
        (
            (_("In words"), _said("text")), (_("Kind"), _shown("kind")), (_("Driven by"), _shown("code")),
            (_("Aim"), _shown("aim")), (_("Weight"), _number("weight")), (_("Whose"), _said("stakeholder")),
        ),
    ),
    Part(
        "sectors", "choice", _("Sectors compared"), _("Add a sector"), _("Name the sectors that come into question."),
        forms.AlternativeForm, ((_("Name"), _said("name")),), kind="sector",
    ),
    Part(
        "countries", "choice", _("Countries compared"), _("Add a country"),
        _("Name the countries of origin that come into question."), forms.AlternativeForm,
        ((_("Name"), _said("name")),), kind="country",
    ),
    Part(
        "sector-criteria", "choice", _("Criteria for sectors"), _("Add a criterion"),
        _("The criteria of the guide come with the first sector."), forms.CriterionForm, _CRITERION, kind="sector",
    ),
    Part(
        "country-criteria", "choice", _("Criteria for countries"), _("Add a criterion"),
        _("The criteria of the guide come with the first country."), forms.CriterionForm, _CRITERION, kind="country",
    ),
    Part(
        "corridors", "choice", _("Corridors"), _("Add a corridor"), _("Name origin and destination."),
        forms.CorridorForm,
        (
            (_("Country of origin"), lambda row: choices.country(row.origin_iso3)),
            (_("Country of destination"), lambda row: choices.country(row.destination_iso3)),
        ),
    ),
    Part(
        "occupations", "choice", _("Occupations"), _("Add an occupation"), _("Name the occupations of the jobs."),
        forms.OccupationForm,
        ((_("Occupation"), lambda row: choices.occupation(row.isco08)), ("ISCO-08", _named("isco08"))),
    ),
    Part(
        "partners", "design", _("Partners"), _("Add a partner"),
        _("Bring in both governments, employers, workers' organisations and the places."), forms.PartnerForm,
        (
            (_("Organisation"), _organisation("organisation")), (_("Group"), _shown("group")),
            (_("Role"), _said("role")),
            (_("Interest"), _said("interest")), (_("Influence"), _number("influence")),
            (_("Ask again on"), _day("verify_again_date")),
        ),
        related=("organisation",),
    ),
    Part(
        "motives", "design", _("Assumptions about motives"), _("Note an assumption"),
        _("Seen in your organisation only, and never exported."), forms.MotiveForm,
        (
            (_("Partner"), lambda row: localised(row.partner.organisation, "name")), (_("Assumption"), _named("text")),
        ),
        is_private=True,
        related=("partner__organisation",),
    ),
    Part(
        "activities", "design", _("Activities"), _("Add an activity"),
        _("Plan what is done before departure, during the stay and after return."), forms.ActivityForm,
        (
            (_("Name"), _said("name")), (_("Phase"), _shown("phase")), (_("Kind"), _shown("kind")),
            (_("Responsible"), _organisation("responsible")), (_("Start"), _day("start_date")),
            (_("End"), _day("end_date")),
        ),
        related=("responsible",),
    ),
    Part(
        "pathways", "design", _("Legal pathways"), _("Add a pathway"),
        _("Choose for every corridor the permit with which people travel."), forms.PathwayForm,
        ((_("Corridor"), _named("corridor")), (_("Pathway"), _named("pathway"))),
        related=("corridor", "pathway"),
    ),
    Part(
        "bodies", "design", _("Governance bodies"), _("Add a body"), _("Say where the partners decide."),
        forms.BodyForm,
        (
            (_("Name"), _said("name")), (_("Layer"), _shown("layer")),
            (_("Months between meetings"), _number("meets_every_months")),
        ),
    ),
    Part(
        "seats", "design", _("Seats in the bodies"), _("Add a seat"), _("Say which organisations sit in each body."),
        forms.SeatForm,
        ((_("Organisation"), _organisation("organisation")), (_("Body"), _named("body")), (_("Seat"), _shown("seat"))),
        related=("organisation", "body"),
    ),
    Part(
        "meetings", "design", _("Meetings"), _("Add a meeting"), _("No meeting is noted yet."), forms.MeetingForm,
        ((_("Body"), _named("body")), (_("Day"), _day("held_on")), (_("Agenda"), _said("agenda"))),
        related=("body",),
    ),
    Part(
        "decisions", "design", _("Decisions"), _("Add a decision"),
        _("The plan itself needs the decision of a body."), forms.DecisionForm,
        (
            (_("Title"), _said("title")), (_("Body"), _named("body")), (_("Outcome"), _shown("outcome")),
            (_("Decided on"), _day("decided_on")),
        ),
        related=("body",),
    ),
    Part(
        "indicators", "results", _("Indicators"), _("Add an indicator"),
        _("Choose a few that somebody will decide by."), forms.IndicatorForm,
        (
            (_("Name"), _named("localised_name")), (_("Level"), _shown("level")), (_("Unit"), _shown("unit")),
            (_("Baseline"), _number("baseline")), (_("Target"), _number("target")),
            (_("Target to be reached by"), _day("target_date")), (_("Source"), _said("source")),
        ),
    ),
)  # fmt: skip
BY_SLUG = {part.slug: part for part in PARTS}
