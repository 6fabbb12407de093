"""Forms of the parts of a plan."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from corridor.access.models import Organisation
from corridor.access.selectors import Person
from corridor.core.wordings import Worded, active_language, is_prose
from corridor.design.activities.models import Activity, SchemePathway
from corridor.design.partnerships.models import BodyMember, Decision, GovernanceBody, Meeting, Motive, Partner
from corridor.design.partnerships.services import note_motive, save_partner
from corridor.design.results.models import Indicator
from corridor.design.schemes import choices
from corridor.design.schemes.models import Objective, Scheme, SchemeCorridor, SchemeOccupation
from corridor.design.schemes.services import save_part
from corridor.design.screening.models import Alternative, Criterion
from corridor.design.screening.rules import STANDARD
from corridor.design.screening.services import open_screening
from corridor.knowledge.codelists.widgets import CodeSelect
from corridor.knowledge.pathways.selectors import pathways
from corridor.ui.forms.widgets import DateInput, MoneyInput

_TRACKS = 3


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]  # each form names its own model
    """A form for one part of a plan; saving goes through the service of the part."""

    def __init__(self, *args: Any, scheme: Scheme, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme, self.user = scheme, user
        self.prepare()

    def prepare(self) -> None:
        """Narrow the choices to what belongs to the scheme."""

    def save_part(self) -> None:
        """Hand the row to its service, with the language in which its texts were entered."""
        if isinstance(self.instance, Worded) and any(is_prose(self.instance, name) for name in self.changed_data):
            self.instance.written_in = active_language()
        save_part(row=self.instance, by=self.user)

    def choose(self, name: str, pairs: list[tuple[str, str]], *, required: bool = False) -> None:
        """Turn a field into a choice from a code list."""
        old = self.fields[name]
        self.fields[name] = forms.ChoiceField(
            choices=pairs, required=required or old.required, label=old.label, help_text=old.help_text
        )

    def narrow(self, name: str, rows: Any) -> None:
        """Offer only these rows in a choice of rows."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # not in the stubs
        # The parent is set by the page, not by the form; that a part stands once in its list is checked all the same.
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except forms.ValidationError:
                self.add_error(None, _("This entry stands in the list already, or two of its values contradict."))


class ObjectiveForm(PlanForm):
    class Meta:
        model = Objective
        fields = ("kind", "text", "code", "aim", "weight", "stakeholder", "sdg_target", "gcm_objective")
        help_texts: ClassVar = {
            "weight": gettext_lazy("1 to 100; only the proportions matter."),
            "aim": gettext_lazy("Aims are held against each other in the coherence matrix."),
            "stakeholder": gettext_lazy("The partner or group whose wish this is."),
        }

    def prepare(self) -> None:
        self.fields["weight"] = forms.IntegerField(
            min_value=1,
            max_value=100,
            initial=1,
            label=_("Weight"),
            help_text=_("1 to 100; only the proportions matter."),
        )
        self.choose("sdg_target", choices.sdg_targets())
        self.choose("gcm_objective", choices.gcm_objectives())


class CorridorForm(PlanForm):
    class Meta:
        model = SchemeCorridor
        fields = ("origin_iso3", "destination_iso3")

    def prepare(self) -> None:
        for name in self.Meta.fields:
            self.choose(name, choices.countries())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("origin_iso3") and data["origin_iso3"] == data.get("destination_iso3"):
            self.add_error("destination_iso3", _("A corridor joins two countries: choose another one."))
        return data


class OccupationForm(PlanForm):
    class Meta:
        model = SchemeOccupation
        fields = ("isco08",)

    def prepare(self) -> None:
        self.choose("isco08", choices.occupations())
        self.fields["isco08"].widget = CodeSelect("isco08", choices=choices.occupations())


class _ScreeningForm(PlanForm):
    def save_part(self) -> None:
        if self.instance.exercise.pk is None:
            kind = self.instance.exercise.kind
            self.instance.exercise = open_screening(scheme=self.scheme, kind=kind, by=self.user)
        super().save_part()


class AlternativeForm(_ScreeningForm):
    class Meta:
        model = Alternative
        fields = ("code", "name")
        help_texts: ClassVar = {"name": gettext_lazy("Leave empty to take the name of the list.")}

    def prepare(self) -> None:
        is_sector = self.instance.exercise.kind == "sector"
        self.choose("code", choices.sectors() if is_sector else choices.countries())
        self.fields["code"].label = _("Sector") if is_sector else _("Country")
        self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("name"):
            code = data.get("code", "")
            is_sector = self.instance.exercise.kind == "sector"
            data["name"] = choices.sector(code) if is_sector else choices.country(code)
        if not data["name"]:
            self.add_error("code", _("Choose from the list, or give a name."))
        return data


class CriterionForm(_ScreeningForm):
    class Meta:
        model = Criterion
        fields = ("code", "name", "weight", "scale_low", "scale_high", "direction")
        labels: ClassVar = {"name": gettext_lazy("Own name")}

    def prepare(self) -> None:
        standard = STANDARD[self.instance.exercise.kind]
        self.choose("code", [*choices.EMPTY, *((row.code, str(row.label)) for row in standard)])
        self.fields["code"].label = _("Criterion of the guide")
        # The note beside the column is for developers.
        self.fields["code"].help_text = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("code") and not data.get("name"):
            self.add_error("name", _("Choose a criterion of the guide, or name your own."))
        low, high = data.get("scale_low"), data.get("scale_high")
        if low is not None and high is not None and low >= high:
            self.add_error("scale_high", _("The highest value must be above the lowest."))
        if (data.get("weight") or 0) < 0:
            self.add_error("weight", _("A weight is zero or more."))
        return data


class PartnerForm(PlanForm):
    new_name = forms.CharField(label=gettext_lazy("Or a new organisation: name"), max_length=200, required=False)
    new_iso3 = forms.ChoiceField(label=gettext_lazy("Its country"), required=False)
    new_kind = forms.ChoiceField(
        label=gettext_lazy("Its kind"), required=False, choices=[("", "–"), *Organisation.Kind.choices]
    )
    opens = forms.BooleanField(
        label=gettext_lazy("Let its people with a role see this scheme"), required=False, initial=True
    )

    class Meta:
        model = Partner
        fields = (
            "organisation", "new_name", "new_iso3", "new_kind", "group", "role", "interest", "influence",
            "interest_level", "commitment_cash_eur", "commitment_in_kind", "verify_again_date", "opens",
        )  # fmt: skip
        widgets: ClassVar = {"verify_again_date": DateInput, "commitment_cash_eur": MoneyInput}
        help_texts: ClassVar = {
            "interest": gettext_lazy("Only what the partner says itself; assumptions have a place of their own.")
        }

    def prepare(self) -> None:
        self.fields["organisation"].required = False
        self.choose("new_iso3", choices.countries())
        for name in ("influence", "interest_level"):
            old = self.fields[name]
            self.fields[name] = forms.IntegerField(min_value=1, max_value=5, initial=3, label=old.label)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        new = [data.get(name) for name in ("new_name", "new_iso3", "new_kind")]
        if not data.get("organisation") and not all(new):
            place = "new_name" if any(new) else "organisation"
            self.add_error(place, _("Choose an organisation, or give name, country and kind of a new one."))
        return data

    def save_part(self) -> None:
        data = self.cleaned_data
        new = None
        if not data["organisation"]:
            new = Organisation(name=data["new_name"], iso3=data["new_iso3"], kind=data["new_kind"])
        save_partner(partner=self.instance, by=self.user, new_organisation=new, opens=data["opens"])


class MotiveForm(PlanForm):
    class Meta:
        model = Motive
        fields = ("partner", "text")
        help_texts: ClassVar = {"text": gettext_lazy("Seen in your organisation only, and never exported.")}

    def prepare(self) -> None:
        self.narrow("partner", self.scheme.partners.select_related("organisation"))

    def save_part(self) -> None:
        note_motive(motive=self.instance, by=self.user)


class ActivityForm(PlanForm):
    class Meta:
        model = Activity
        fields = ("phase", "kind", "name", "responsible", "start_date", "end_date", "pathway")
        widgets: ClassVar = {"start_date": DateInput, "end_date": DateInput}

    def prepare(self) -> None:
        self.narrow("responsible", organisations_in(self.scheme))
        self.narrow("pathway", pathways_of(self.scheme))

    def clean(self) -> dict[str, Any]:
        return _dates_in_order(self, super().clean() or {})


class PathwayForm(PlanForm):
    class Meta:
        model = SchemePathway
        fields = ("corridor", "pathway")

    def prepare(self) -> None:
        self.narrow("corridor", self.scheme.corridors.all())
        self.narrow("pathway", pathways_of(self.scheme))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        corridor, pathway = data.get("corridor"), data.get("pathway")
        if (
            corridor
            and pathway
            and pathway not in pathways(origin_iso3=corridor.origin_iso3, destination_iso3=corridor.destination_iso3)
        ):
            self.add_error("pathway", _("This pathway is not open in that corridor."))
        return data


class BodyForm(PlanForm):
    class Meta:
        model = GovernanceBody
        fields = ("name", "layer", "mandate", "meets_every_months")


class SeatForm(PlanForm):
    class Meta:
        model = BodyMember
        fields = ("body", "organisation", "seat")

    def prepare(self) -> None:
        self.narrow("body", self.scheme.bodies.all())
        self.narrow("organisation", organisations_in(self.scheme))


class MeetingForm(PlanForm):
    class Meta:
        model = Meeting
        fields = ("body", "held_on", "agenda", "actions")
        widgets: ClassVar = {"held_on": DateInput}

    def prepare(self) -> None:
        self.narrow("body", self.scheme.bodies.all())


class DecisionForm(PlanForm):
    class Meta:
        model = Decision
        fields = ("body", "title", "outcome", "decided_on", "text")
        widgets: ClassVar = {"decided_on": DateInput}

    def prepare(self) -> None:
        self.narrow("body", self.scheme.bodies.all())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") not in (None, Decision.Outcome.OPEN) and not data.get("decided_on"):
            self.add_error("decided_on", _("Give the day of the decision."))
        return data


class IndicatorForm(PlanForm):
    class Meta:
        model = Indicator
        fields = (
            "code", "name", "name_fr", "name_es", "name_ar", "level", "unit", "direction", "baseline", "baseline_date",
            "target", "target_date", "source", "disaggregation", "computed_from",
        )  # fmt: skip
        widgets: ClassVar = {"baseline_date": DateInput, "target_date": DateInput}
        help_texts: ClassVar = {
            "code": gettext_lazy("Small letters, digits and hyphens, such as people-placed."),
            "disaggregation": gettext_lazy("Such as sex, region, age group."),
        }


class SectorForm(PlanForm):
    class Meta:
        model = Scheme
        fields = ("nace2",)

    def prepare(self) -> None:
        self.choose("nace2", choices.sectors(), required=True)


class TimesForm(PlanForm):
    class Meta:
        model = Scheme
        fields = ("start_date", "end_date", "target_participants", "target_placements")
        widgets: ClassVar = {"start_date": DateInput, "end_date": DateInput}

    def clean(self) -> dict[str, Any]:
        return _dates_in_order(self, super().clean() or {})


class TensionForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What the partners do about it"), widget=forms.Textarea(attrs={"rows": 3})
    )


def organisations_in(scheme: Scheme) -> Any:
    """Return the organisations that take part in a scheme: its workspace and its partners."""
    ids = {*scheme.workspace.organisations.values_list("pk", flat=True)}
    ids |= {*scheme.partners.values_list("organisation_id", flat=True)}
    return Organisation.objects.filter(pk__in=ids).order_by("name", "pk")


def pathways_of(scheme: Scheme) -> Any:
    """Return the pathways into the scheme's countries of destination."""
    countries = set(scheme.corridors.values_list("destination_iso3", flat=True))
    return pathways().filter(destination_iso3__in=countries)


def _dates_in_order(form: forms.ModelForm[Any], data: dict[str, Any]) -> dict[str, Any]:
    start, end = data.get("start_date"), data.get("end_date")
    if start and end and end < start:
        form.add_error("end_date", _("The end lies before the start."))
    return data
