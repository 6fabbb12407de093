"""Forms of risks, change requests and scenarios."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from corridor.access.models import Organisation
from corridor.core.wordings import active_language
from corridor.design.budgets.selectors import line_label
from corridor.design.flexibility.models import (
    ChangeItem,
    ChangeRequest,
    FlexibilityRule,
    PipelinePlan,
    PipelineStep,
    Risk,
    Scenario,
    ScenarioShock,
)
from corridor.design.flexibility.rules import Wanted
from corridor.design.flexibility.selectors import lines_to_change
from corridor.design.partnerships.models import GovernanceBody
from corridor.design.results.models import Indicator
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme
from corridor.ui.forms.widgets import DateInput, MoneyInput

_SHOCKS = 3
_What = ChangeItem.What


class RiskForm(forms.ModelForm):  # type: ignore[type-arg]  # the model is named below
    """A risk with its trigger and what is done then."""

    class Meta:
        model = Risk
        fields = (
            "title", "category", "likelihood", "impact", "owner", "indicator", "measured_by", "threshold", "direction",
            "response", "rule", "review_date",
        )  # fmt: skip
        widgets: ClassVar = {"review_date": DateInput, "response": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar = {
            "indicator": gettext_lazy("Its newest value is held against the threshold."),
            "measured_by": gettext_lazy("A figure that somebody enters by hand, in words and unit."),
            "rule": gettext_lazy("With a rule, a change request can be opened from the risk."),
        }

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner, indicator = self.fields["owner"], self.fields["indicator"]
        assert isinstance(owner, forms.ModelChoiceField)
        assert isinstance(indicator, forms.ModelChoiceField)
        owner.queryset = Organisation.objects.filter(workspace_memberships__workspace=scheme.workspace_id).order_by(
            "name"
        )
        indicator.queryset = Indicator.objects.filter(scheme=scheme).order_by("pk")
        for name in ("likelihood", "impact"):
            field = self.fields[name]
            self.fields[name] = forms.TypedChoiceField(
                choices=[(n, n) for n in range(1, 6)], coerce=int, label=field.label, initial=3
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the measure where there is a threshold, and the other way round."""
        data: dict[str, Any] = super().clean() or {}
        has_measure = bool(data.get("indicator") or data.get("measured_by"))
        if has_measure != (data.get("threshold") is not None):
            self.add_error("threshold", _("A trigger needs both: what is measured, and the threshold."))
        if data.get("indicator") and data.get("measured_by"):
            self.add_error("measured_by", _("Choose the indicator or name another measure, not both."))
        return data

    def row(self) -> Risk:
        """Return the risk with the language in which its words were entered."""
        risk: Risk = self.instance
        if {"title", "response", "measured_by"} & set(self.changed_data):
            risk.written_in = active_language()
        return risk


class ReadingForm(forms.Form):
    """A value of a risk's measure."""

    value = forms.DecimalField(label=gettext_lazy("Value"), max_digits=14, decimal_places=2)
    as_of = forms.DateField(label=gettext_lazy("Day"), widget=DateInput)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200)


class NewRequestForm(forms.Form):
    """What a request that comes from no risk is about."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("What kind of change"), choices=FlexibilityRule.choices)


class RequestForm(forms.Form):
    """A change request: its words, and a new value beside each that it changes; empty stays as it is."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}))
    kept = forms.CharField(
        label=gettext_lazy("How the people already selected are kept"), required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nobody who is selected is dropped: say which post, course or date they keep."),
    )  # fmt: skip
    selected = forms.IntegerField(
        label=gettext_lazy("People already selected"), required=False, min_value=0,
        help_text=gettext_lazy("Only where the records of the scheme do not count them."),
    )  # fmt: skip
    participants = forms.IntegerField(label=_What.PARTICIPANTS.label, required=False, min_value=1)
    placements = forms.IntegerField(label=_What.PLACEMENTS.label, required=False, min_value=0)
    start = forms.DateField(label=_What.START.label, required=False, widget=DateInput)
    end = forms.DateField(label=_What.END.label, required=False, widget=DateInput)
    sector = forms.ChoiceField(label=_What.SECTOR.label, required=False)
    add_occupation = forms.ChoiceField(label=_What.ADD_OCCUPATION.label, required=False)
    leave_occupation = forms.ChoiceField(label=_What.LEAVE_OCCUPATION.label, required=False)

    def __init__(self, *args: Any, request: ChangeRequest, is_counted: bool, **kwargs: Any) -> None:
        self.request = request
        kwargs.setdefault("initial", _initial(request))
        super().__init__(*args, **kwargs)
        held = list(request.scheme.occupations.values_list("isco08", flat=True))
        self._choose("sector", choices.sectors())
        self._choose("add_occupation", [pair for pair in choices.occupations() if pair[0] not in held])
        self._choose("leave_occupation", [*choices.EMPTY, *((code, choices.occupation(code)) for code in held)])
        if is_counted:
            del self.fields["selected"]
        for line in lines_to_change(scheme=request.scheme):
            self.fields[f"line{line.pk}"] = forms.DecimalField(
                label=line_label(line), required=False, min_value=0, max_digits=14, decimal_places=2, widget=MoneyInput,
                help_text=_("Now %(amount)s") % {"amount": line.unit_cost},
            )  # fmt: skip

    def _choose(self, name: str, pairs: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pairs

    @property
    def word_fields(self) -> list[Any]:
        """The fields of the first card."""
        return [self[name] for name in ("title", "reason", "kept", "selected") if name in self.fields]

    @property
    def plan_fields(self) -> list[Any]:
        """The fields of the plan's frame."""
        names = ("participants", "placements", "start", "end", "sector", "add_occupation", "leave_occupation")
        return [self[name] for name in names]

    @property
    def line_fields(self) -> list[Any]:
        """One field for each line of the budget."""
        return [self[name] for name in self.fields if name.startswith("line")]

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        data: dict[str, Any] = super().clean() or {}
        scheme = self.request.scheme
        start, end = data.get("start") or scheme.start_date, data.get("end") or scheme.end_date
        if start and end and end < start:
            self.add_error("end", _("The scheme would end before it starts."))
        return data

    def row(self) -> ChangeRequest:
        """Return the request with the words that were entered."""
        data, request = self.cleaned_data, self.request
        request.write(title=data["title"], reason=data["reason"], kept=data["kept"])
        if "selected" in self.fields:
            request.selected = data["selected"]
        return request

    def wishes(self) -> list[Wanted]:
        """Return what is to change."""
        found = [_wish(name, value) for name, value in self.cleaned_data.items() if value not in (None, "")]
        return [wish for wish in found if wish is not None]


def _wish(name: str, value: Any) -> Wanted | None:
    if name.startswith("line"):
        return Wanted(_What.LINE_COST, to_number=value, line_id=int(name.removeprefix("line")))
    if name not in _What.values:
        return None
    if isinstance(value, date):
        return Wanted(name, to_date=value)
    return Wanted(name, to_number=Decimal(value)) if isinstance(value, int) else Wanted(name, to_code=value)


def _initial(request: ChangeRequest) -> dict[str, Any]:
    given: dict[str, Any] = {name: getattr(request, name) for name in ("title", "reason", "kept", "selected")}
    for item in request.items.all() if request.pk else ():
        name = f"line{item.line_id}" if item.what == _What.LINE_COST else item.what
        number = item.to_number if item.what == _What.LINE_COST else item.to_number and int(item.to_number)
        given[name] = item.to_date or item.to_code or number
    return given


class DecisionForm(forms.Form):
    """What a body decided about a request."""

    body = forms.ModelChoiceField(GovernanceBody.objects.none(), label=gettext_lazy("Body that decided"))
    decided_on = forms.DateField(label=gettext_lazy("Decided on"), widget=DateInput)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("accepted", gettext_lazy("Accepted")), ("refused", gettext_lazy("Refused"))],
    )
    note = forms.CharField(label=gettext_lazy("Reason of the decision"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, bodies: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["body"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = bodies

    def clean_decided_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["decided_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class PipelineForm(forms.ModelForm):  # type: ignore[type-arg]  # the model is named below
    """The frame of a pipeline; entrants are written as counts with commas."""

    entrants = forms.CharField(
        label=gettext_lazy("People who enter, month by month"),
        help_text=gettext_lazy("Counts with commas, from the first month: 40, 0, 0, 25"),
    )

    class Meta:
        model = PipelinePlan
        fields = (
            "months", "entrants", "target_step", "target_people", "target_month", "running_cost_per_month", "budget",
            "seed",
        )  # fmt: skip
        widgets: ClassVar = {"running_cost_per_month": MoneyInput, "budget": MoneyInput}
        help_texts: ClassVar = {
            "budget": gettext_lazy("When it is used up, nobody begins a step any more. Empty: no limit."),
            "seed": gettext_lazy("The same seed gives the same runs."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["entrants"] = ", ".join(map(str, self.instance.entrants))
        self.fields["target_step"] = forms.ChoiceField(
            choices=PipelineStep.Code.choices, label=self.fields["target_step"].label
        )

    def clean_entrants(self) -> list[int]:
        """Return the counts."""
        try:
            counts = [int(part) for part in self.cleaned_data["entrants"].replace("،", ",").split(",") if part.strip()]
        except ValueError as error:
            raise forms.ValidationError(_("Write whole numbers with commas between them.")) from error
        if not counts or min(counts) < 0:
            raise forms.ValidationError(_("Write whole numbers with commas between them."))
        return counts


class StepForm(forms.ModelForm):  # type: ignore[type-arg]  # the model is named below
    """One step of the pipeline, as a line of the table."""

    class Meta:
        model = PipelineStep
        fields = (
            "share_least", "share_likely", "share_most", "months_least", "months_likely", "months_most", "capacity",
            "posts", "cost_per_person", "fixed_cost", "foreign_percent", "source",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse ranges out of order."""
        data: dict[str, Any] = super().clean() or {}
        for name in ("share", "months"):
            three = [data.get(f"{name}_{end}") for end in ("least", "likely", "most")]
            if None not in three and three != sorted(three):  # type: ignore[type-var]  # no None is among them
                self.add_error(f"{name}_least", _("Give least, likely and most in this order."))
        return data


class ScenarioForm(forms.ModelForm):  # type: ignore[type-arg]  # the model is named below
    """The name of a scenario."""

    class Meta:
        model = Scenario
        fields = ("name",)


class ShockForm(forms.ModelForm):  # type: ignore[type-arg]  # the model is named below
    """One shock of a scenario; a line without a kind is left out."""

    class Meta:
        model = ScenarioShock
        fields = ("blow", "step", "first_month", "last_month", "size", "chance_percent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["blow"] = forms.ChoiceField(
            choices=[("", "–"), *ScenarioShock.Blow.choices], required=False, label=self.fields["blow"].label
        )
        self.fields["step"] = forms.ChoiceField(
            choices=[("", _("All steps")), *PipelineStep.Code.choices], required=False, label=self.fields["step"].label
        )


def shock_forms(data: Any, scenario: Scenario | None) -> list[ShockForm]:
    """Return the forms of a scenario's shocks, some of them empty for more."""
    rows = list(scenario.shocks.all()) if scenario is not None and scenario.pk else []
    blanks = [ScenarioShock() for _n in range(max(1, _SHOCKS - len(rows)))]
    return [ShockForm(data, instance=row, prefix=f"s{n}") for n, row in enumerate([*rows, *blanks])]
