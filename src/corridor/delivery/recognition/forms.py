"""Forms of recognition: few fields, each with the words of the models."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.core.acts import show
from corridor.delivery.recognition.models import (
    CaseDocument,
    CompensationMeasure,
    EquivalenceEntry,
    LawProfile,
    PriorLearningItem,
    RecognitionCase,
    RecognitionProcedure,
    RubricMark,
    SubstantialDifference,
)
from corridor.delivery.recognition.models.decisions import Decision
from corridor.delivery.recognition.models.procedures import DocumentKind
from corridor.delivery.recognition.rules.rubrics import Marks
from corridor.delivery.recognition.selectors.cases import CaseWish
from corridor.delivery.recognition.selectors.procedures import corridors_known, laws
from corridor.delivery.recognition.services.cases import Wish
from corridor.delivery.recognition.services.decisions import MeasurePlan, Notice
from corridor.delivery.recognition.services.library import Seen
from corridor.delivery.recognition.services.portfolio import Evidence, UnitResult
from corridor.delivery.recognition.services.review import Difference
from corridor.delivery.skills.models import Education, Person
from corridor.delivery.skills.payers import Payer, check_payer
from corridor.kernel.errors import CorridorError
from corridor.knowledge.codelists.selectors import choices_of
from corridor.ui.forms.widgets import DateInput, MoneyInput

EMPTY = [("", "–")]
_COMPENSATING = CompensationMeasure.Kind


def _text(label: Any, *, rows: int = 3, required: bool = True, most: int = 5000, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=most, widget=forms.Textarea({"rows": rows}), **more
    )


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DateInput(), **more)


def _country(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=lambda: [*EMPTY, *choices_of("countries")])


class CaseFilter(forms.Form):
    """What to look for in the list of applications."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("open", _("Not decided")), *RecognitionCase.State.choices],
    )
    soon = forms.BooleanField(label=_("Due within two weeks"), required=False)
    overdue = forms.BooleanField(label=_("Only what is overdue"), required=False)

    def wish(self) -> CaseWish:
        """Return what somebody looks for; a word that is not understood narrows nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        return CaseWish(data.get("state", ""), bool(data.get("overdue")), bool(data.get("soon")))


class CorridorForm(forms.Form):
    """Two countries about whose recognition something is known."""

    origin = forms.ChoiceField(label=_("Where you learnt"), required=False)
    destination = forms.ChoiceField(label=_("Where you want to work or study"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names, pairs = dict(choices_of("countries")), corridors_known()
        for name, place in (("origin", 0), ("destination", 1)):
            codes = sorted({pair[place] for pair in pairs if pair[place]})
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label,
                required=False,
                choices=[*EMPTY, *((code, names.get(code, code)) for code in codes)],
            )

    def chosen(self) -> tuple[str, str]:
        """Return origin and destination; what is not understood narrows nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        return data.get("origin", ""), data.get("destination", "")


class ApplyForm(forms.Form):
    """What somebody wants to have recognised; it costs nothing to begin."""

    education: "forms.ModelChoiceField[Education]" = forms.ModelChoiceField(
        label=_("Which of your qualifications?"), queryset=None, required=False, empty_label=_("Another one")
    )
    qualification = forms.CharField(
        label=_("Name of the qualification, or what you learnt at work"), required=False, max_length=200
    )
    purpose = forms.ChoiceField(label=_("What for"), choices=RecognitionCase.Purpose.choices)
    is_fast_track = forms.BooleanField(
        label=_("Fast track"), required=False, help_text=_("Where an employer has asked for it.")
    )

    def __init__(self, *args: Any, person: Person, procedure: RecognitionProcedure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["education"].queryset = person.educations.order_by("-eqf_level", "pk")  # type: ignore[attr-defined]  # a ModelChoiceField
        if not procedure.fast_track_time:
            del self.fields["is_fast_track"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("education") and not data.get("qualification"):
            self.add_error("qualification", _("Choose a qualification or write what you learnt."))
        return data

    def wish(self) -> Wish:
        """Return the wish as the service takes it."""
        data = self.cleaned_data
        return Wish(
            purpose=data["purpose"],
            education=data["education"],
            qualification=data["qualification"],
            is_fast_track=bool(data.get("is_fast_track")),
        )


class PaperForm(forms.Form):
    """A photo or a PDF of a paper."""

    file = forms.FileField(
        label=_("Photo or PDF"),
        help_text=_("JPEG, PNG or PDF, up to 10 MB. All four corners must be in the picture."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )


class AppealForm(forms.Form):
    """An objection of the applicant."""

    grounds = _text(_("Why is the decision wrong?"), rows=5)


class AskForm(forms.Form):
    """Papers that the authority asks for."""

    papers = forms.MultipleChoiceField(label=_("Papers"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forms_of = dict(CaseDocument.Form.choices)
        self.fields["papers"].choices = [  # type: ignore[attr-defined]  # a MultipleChoiceField
            (f"{kind} {form}", _("%(paper)s (%(form)s)") % {"paper": label, "form": forms_of[form]})
            for kind, label in DocumentKind.choices
            for form in CaseDocument.Form
        ]

    def chosen(self) -> list[tuple[str, str]]:
        """Return each paper as its kind and its form."""
        return [(kind, form) for kind, form in (one.split() for one in self.cleaned_data["papers"])]


class CheckForm(forms.Form):
    """Whether a paper is accepted."""

    answer = forms.ChoiceField(
        choices=[("accept", _("Accept")), ("reject", _("Send back")), ("waive", _("Not needed"))]
    )
    reason = forms.CharField(required=False, max_length=300)


class ExtendForm(forms.Form):
    """More time, once."""

    extended_to = _day(_("Extended to"), help_text=_("Empty: the longest time that the procedure allows."))
    extension_reason = _text(_("Reason of the extension"), rows=2, most=300)


class DifferenceForm(forms.Form):
    """A difference between what was learnt and what is required."""

    area = forms.ChoiceField(label=_("Where the difference lies"), choices=SubstantialDifference.Area.choices)
    required = forms.CharField(label=_("What is required"), max_length=300)
    found = forms.CharField(label=_("What was found"), max_length=300)
    size = forms.ChoiceField(label=_("Size"), choices=SubstantialDifference.Size.choices, initial="large")
    compensable_by = forms.ChoiceField(
        label=_("Can be made up for by"), choices=SubstantialDifference.Compensable.choices, initial="training"
    )
    esco_uri = forms.CharField(label=_("Skill (ESCO)"), required=False, max_length=200)

    def difference(self) -> Difference:
        """Return the difference as the service takes it."""
        return Difference(**self.cleaned_data)


class Paying(forms.Form):
    """Who pays; the holder is refused unless a law is named."""

    fee = forms.DecimalField(
        label=_("Fee"), required=False, max_digits=12, decimal_places=2, min_value=0, widget=MoneyInput()
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, min_length=3, initial="EUR")
    payer = forms.ChoiceField(label=_("Who pays"), choices=Payer.choices, initial=Payer.SCHEME)
    law: "forms.ModelChoiceField[LawProfile]" = forms.ModelChoiceField(
        label=_("Law by which the holder pays"), queryset=LawProfile.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["law"].queryset = laws()  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            check_payer(data.get("payer", ""), law=data.get("law"))
        except CorridorError as error:
            show(error, self)
        return data


class PayerForm(Paying):
    """Who pays the fee of a case."""


class DecideForm(Paying):
    """A decision with the ways to make up for what is missing; fee and payer are those of tests and training."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[pair for pair in Decision.Outcome.choices if pair[0] != Decision.Outcome.WITHDRAWN],
    )
    notice_number = forms.CharField(label=_("Number of the notice"), required=False, max_length=40)
    legal_effect = forms.CharField(label=_("What it allows"), required=False, max_length=300)
    reasons = _text(_("Reasons"), required=False)
    appeal_until = _day(_("Appeal until"), help_text=_("Empty: the term of the procedure."))
    valid_until = _day(_("Valid until"))
    months = forms.IntegerField(label=_("Adaptation period: months"), required=False, min_value=1, max_value=36)
    supervisor = forms.CharField(label=_("Supervisor"), required=False, max_length=150)
    site = forms.CharField(label=_("Where"), required=False, max_length=200)
    test = forms.ChoiceField(
        label=_("Or a test"),
        required=False,
        choices=[
            ("", _("No test")),
            *((kind.value, kind.label) for kind in (_COMPENSATING.APTITUDE_TEST, _COMPENSATING.KNOWLEDGE_TEST)),
        ],
    )
    hours = forms.IntegerField(label=_("Adaptation training: hours"), required=False, min_value=1, max_value=5000)
    has_analysis = forms.BooleanField(label=_COMPENSATING.SKILLS_ANALYSIS.label, required=False)
    has_course = forms.BooleanField(label=_COMPENSATING.LANGUAGE_COURSE.label, required=False)
    limits = forms.CharField(label=_("Licence on conditions: its limits"), required=False, max_length=300)
    until_on = _day(_("Licence until"))

    def notice(self) -> Notice:
        """Return the decision as the service takes it."""
        data = self.cleaned_data
        words = ("outcome", "reasons", "legal_effect", "notice_number", "valid_until", "appeal_until")
        return Notice(**{name: data[name] for name in words}, measures=tuple(self._measures(data)))

    def _measures(self, data: dict[str, Any]) -> Any:
        paid = {name: data[name] for name in ("fee", "currency", "payer", "law")}
        if data["months"]:
            yield MeasurePlan(
                _COMPENSATING.ADAPTATION_PERIOD, months=data["months"], supervisor=data["supervisor"], site=data["site"]
            )
        if data["test"]:
            yield MeasurePlan(data["test"], attempt=1, **paid)
        if data["hours"]:
            yield MeasurePlan(_COMPENSATING.ADAPTATION_TRAINING, hours=data["hours"], **paid)
        if data["has_analysis"]:
            yield MeasurePlan(_COMPENSATING.SKILLS_ANALYSIS, **paid)
        if data["has_course"]:
            yield MeasurePlan(_COMPENSATING.LANGUAGE_COURSE, **paid)
        if data["limits"]:
            yield MeasurePlan(_COMPENSATING.CONDITIONAL_LICENCE, limits=data["limits"], until_on=data["until_on"])


class ResultForm(forms.Form):
    """How a measure ended."""

    passed = forms.ChoiceField(choices=[("yes", _("Completed")), ("no", _("Not passed"))])
    result = forms.CharField(required=False, max_length=200)


class SettleForm(forms.Form):
    """The answer to an appeal."""

    granted = forms.ChoiceField(
        label=_("Result"),
        choices=[("yes", _("Granted: the case is reviewed again")), ("no", _("Dismissed: the decision stands"))],
    )
    answer = _text(_("Answer"))


class EmptyForm(forms.Form):
    """An act that needs nothing but the button."""


class ItemForm(forms.Form):
    """A piece of evidence from the phone."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=PriorLearningItem.Kind.choices)
    title = forms.CharField(label=_("In a few words"), max_length=150)
    text = _text(_("What did you do?"), required=False)
    file = forms.FileField(
        label=_("Photo or PDF"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )
    iso3 = _country(_("Country where it was"))
    made_on = _day(_("When"))

    def evidence(self) -> Evidence:
        """Return the evidence as the service takes it."""
        return Evidence(**{name: self.cleaned_data[name] for name in ("kind", "title", "text", "iso3", "made_on")})


class MarkForm(forms.Form):
    """Marks for one unit of a standard."""

    standard = forms.CharField(label=_("Standard"), max_length=200)
    unit = forms.CharField(label=_("Unit"), max_length=200)
    items: "forms.ModelMultipleChoiceField[PriorLearningItem]" = forms.ModelMultipleChoiceField(
        label=_("Evidence"),
        queryset=PriorLearningItem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    method = forms.ChoiceField(label=_("How it was assessed"), choices=RubricMark.Method.choices)
    validity = forms.IntegerField(label=_("Valid: it is about this unit"), min_value=0, max_value=3)
    authenticity = forms.IntegerField(label=_("Authentic: it is the person's own"), min_value=0, max_value=3)
    currentness = forms.IntegerField(label=_("Current: it is recent"), min_value=0, max_value=3)
    sufficiency = forms.IntegerField(label=_("Sufficient: it is enough"), min_value=0, max_value=3)
    result = forms.ChoiceField(label=_("Result"), choices=RubricMark.Result.choices, initial=RubricMark.Result.NOT_YET)
    note = forms.CharField(label=_("What is still missing"), required=False, max_length=300)

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = items  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    def unit_result(self) -> UnitResult:
        """Return the result as the service takes it."""
        data = self.cleaned_data
        marks = Marks(*(data[name] for name in ("validity", "authenticity", "currentness", "sufficiency")))
        words = {name: data[name] for name in ("standard", "unit", "method", "note")}
        return UnitResult(**words, marks=marks, is_competent=data["result"] == RubricMark.Result.COMPETENT)


class EntryForm(forms.Form):
    """A decision or a statement of comparability that a source reports."""

    area = forms.ChoiceField(label=_("Academic or professional"), choices=EquivalenceEntry.Area.choices)
    origin_iso3 = forms.ChoiceField(label=_("Country of the qualification"), choices=lambda: choices_of("countries"))
    qualification = forms.CharField(label=_("Qualification"), max_length=200)
    destination_iso3 = forms.ChoiceField(label=_("Country that decides"), choices=lambda: choices_of("countries"))
    reference = forms.CharField(label=_("Reference there"), required=False, max_length=200)
    outcome = forms.ChoiceField(label=_("Outcome seen"), choices=Decision.Outcome.choices)
    differences = forms.CharField(label=_("Typical differences"), required=False, max_length=300)
    source = forms.CharField(label=_("Source"), max_length=300)
    checked_on = forms.DateField(label=_("Last checked"), widget=DateInput())

    def seen(self) -> Seen:
        """Return the entry as the service takes it."""
        return Seen(**self.cleaned_data)
