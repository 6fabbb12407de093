"""What people fill in: filters, files, registrations, job orders and answers."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.access.models import User
from corridor.access.selectors import visible
from corridor.core.http import translated
from corridor.delivery.recruitment.models import Call, Candidate, Employer, Interview, Recruiter, Vacancy
from corridor.delivery.recruitment.models.selection import CandidateReason, EmployerReason
from corridor.delivery.recruitment.selectors.calls import open_calls
from corridor.delivery.skills.models import Person
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.skills.words import is_language, is_unit_group, skill_named
from corridor.design.schemes.models import Scheme
from corridor.kernel.codes import Cefr, unit_group_of
from corridor.kernel.errors import CorridorError
from corridor.kernel.places import ISO3_CODES
from corridor.ui.forms.widgets import DateInput, MoneyInput

Choices = Sequence[tuple[str, Any]]
ANY: Choices = (("", _("Any")),)
LANGUAGES_OF_CONTACT = (("ar", "العربية"), ("fr", "Français"), ("es", "Español"), ("en", "English"))


class SchemeChoice(forms.ModelChoiceField[Scheme]):
    """A choice among the schemes that the person may see."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.localised_name)


def schemes_of(user: User) -> Any:
    """Return the schemes that the person may choose."""
    return visible(Scheme.objects.all(), user=user).order_by("name", "pk")


class _ByUser(forms.Form):
    """A form that knows who fills it in."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if "scheme" in self.fields:
            self.fields["scheme"].queryset = schemes_of(user)  # type: ignore[attr-defined]  # a ModelChoiceField


class CandidateFilter(_ByUser):
    """Narrow the list of candidates."""

    q = forms.CharField(
        label=_("Name, number or region"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    scheme = SchemeChoice(label=_("Scheme"), queryset=None, required=False, empty_label=_("All schemes"))
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[*ANY, *Candidate.Status.choices])
    isco08 = forms.CharField(label=_("Occupation (ISCO-08)"), required=False, max_length=4)


class VacancyFilter(_ByUser):
    """Narrow the list of vacancies."""

    q = forms.CharField(
        label=_("Title, employer or number"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    scheme = SchemeChoice(label=_("Scheme"), queryset=None, required=False, empty_label=_("All schemes"))
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[*ANY, *Vacancy.Status.choices])


class RecruiterFilter(forms.Form):
    """Narrow the register of recruiters."""

    q = forms.CharField(label=_("Name"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[*ANY, *Recruiter.Status.choices])


class ShortlistFilterForm(forms.Form):
    """Narrow a shortlist; names stay hidden unless somebody asks for them."""

    q = forms.CharField(
        label=_("Occupation, place or number"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    level = forms.TypedChoiceField(
        label=_("Language at least"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[*ANY, *((level.value, level.name) for level in Cefr)],
    )
    years = forms.IntegerField(label=_("Years of experience at least"), required=False, min_value=0, max_value=50)
    days = forms.TypedChoiceField(
        label=_("Available"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("At any time")),
            ("30", _("Within 30 days")),
            ("90", _("Within 90 days")),
            ("180", _("Within 180 days")),
        ],
    )
    names = forms.BooleanField(label=_("Show names"), required=False)


class ImportUploadForm(_ByUser):
    """A file of candidates for one scheme."""

    scheme = SchemeChoice(label=_("Scheme"), queryset=None)
    file = forms.FileField(label=_("CSV file"), allow_empty_file=True)


class ImportConfirmForm(forms.Form):
    """What the officer agrees to before anything is written."""

    skip_bad = forms.BooleanField(label=_("Leave out the wrong rows"), required=False)
    take_duplicates = forms.BooleanField(
        label=_("Take possible duplicates in and review them afterwards"), required=False
    )
    expected = forms.JSONField(widget=forms.HiddenInput, required=False)


class CallChoice(forms.ModelChoiceField[Call]):
    """A call that takes applications today."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} · {obj.scheme.localised_name}"


class CandidateForm(_ByUser):
    """Registration of a person who comes to the office."""

    scheme = SchemeChoice(label=_("Scheme"), queryset=None)
    given_name = forms.CharField(label=_("Given name"), max_length=100)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    birth_date = forms.DateField(label=_("Date of birth"), required=False, widget=DateInput)
    sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        choices=[("", _("Not stated")), *Person.Sex.choices],
        help_text=_("Counted in results; it never enters a ranking."),
    )
    region = forms.CharField(label=_("Region"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    preferred_language = forms.ChoiceField(label=_("Language of contact"), choices=LANGUAGES_OF_CONTACT)
    safe_contact = forms.CharField(
        label=_("How, when and by whom to be reached"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ask what is safe: a shared telephone, hours, a person not to be told."),
    )
    occupation = forms.CharField(label=_("Occupation (ISCO-08)"), max_length=20, required=False)
    years = forms.DecimalField(label=_("Years of experience"), required=False, min_value=0, max_value=70)
    languages = forms.CharField(label=_("Languages"), required=False, help_text=_("As in fr:B1, en:A2"))
    skills = forms.CharField(
        label=_("Skills"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One per line.")
    )
    call = CallChoice(
        label=_("Call for applications"),
        queryset=None,
        required=False,
        help_text=_("Only calls that take applications today."),
    )
    is_told = forms.BooleanField(
        label=_("The person knows that an application promises no place, and until when there is an answer."),
        required=False,
    )
    available_from = forms.DateField(label=_("Available from"), required=False, widget=DateInput)
    track = forms.ChoiceField(label=_("Track"), choices=Candidate.Track.choices)
    has_consented = forms.BooleanField(
        label=_("The person agrees that the profile is kept and shown to employers of this scheme."), required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["call"].queryset = open_calls(user=user)  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_occupation(self) -> str:
        return _occupation(self.cleaned_data["occupation"])

    def clean_languages(self) -> list[dict[str, Any]]:
        return _languages(self.cleaned_data["languages"])

    def clean_skills(self) -> list[SkillRef]:
        return _skills(self.cleaned_data["skills"])


class VacancyForm(forms.ModelForm[Vacancy]):
    """A job order."""

    essential = forms.CharField(
        label=_("Essential skills"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One per line; without at least one, people cannot be compared."),
    )
    optional = forms.CharField(
        label=_("Optional skills"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One per line."),
    )
    languages_text = forms.CharField(label=_("Languages"), required=False, help_text=_("As in fr:B1, en:A2"))

    class Meta:
        model = Vacancy
        fields = (
            "scheme", "employer", "title_en", "title_fr", "title_es", "title_ar", "isco08", "iso3", "region",
            "positions", "salary_eur_month", "weekly_hours", "start_date", "closes_date", "eqf_min", "years_min",
            "regulated",
        )  # fmt: skip
        widgets = {
            "start_date": DateInput, "closes_date": DateInput, "salary_eur_month": MoneyInput,
        }  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes_of(user)  # type: ignore[attr-defined]  # a ModelChoiceField
        employers = visible(Employer.objects.select_related("organisation"), user=user).order_by("organisation__name")
        self.fields["employer"].queryset = employers  # type: ignore[attr-defined]  # a ModelChoiceField
        if self.instance.pk:
            self.initial.setdefault("essential", "\n".join(ref.label_en for ref in self.instance.essential))
            self.initial.setdefault("optional", "\n".join(ref.label_en for ref in self.instance.optional))
            levels = (f"{stored['code']}:{Cefr(stored['level']).name}" for stored in self.instance.languages)
            self.initial.setdefault("languages_text", ", ".join(levels))

    def clean_isco08(self) -> str:
        return _occupation(self.cleaned_data["isco08"])

    def clean_iso3(self) -> str:
        code = str(self.cleaned_data["iso3"]).upper()
        if code not in ISO3_CODES:
            raise forms.ValidationError(_("Use the three letters of the country, such as BEL."))
        return code

    def clean_essential(self) -> list[SkillRef]:
        return _kept(self.instance.essential, _skills(self.cleaned_data["essential"]))

    def clean_optional(self) -> list[SkillRef]:
        return _kept(self.instance.optional, _skills(self.cleaned_data["optional"]))

    def clean_languages_text(self) -> list[dict[str, Any]]:
        return _languages(self.cleaned_data["languages_text"])

    def save(self, commit: bool = False) -> Vacancy:
        """Return the job order with its skills; the service keeps it."""
        vacancy: Vacancy = super().save(commit=False)
        vacancy.essential_skills = [vars(ref) for ref in self.cleaned_data["essential"]]
        vacancy.optional_skills = [vars(ref) for ref in self.cleaned_data["optional"]]
        vacancy.languages = self.cleaned_data["languages_text"]
        return vacancy


class VettingForm(forms.Form):
    """The result of vetting an employer."""

    status = forms.ChoiceField(label=_("Vetting"), choices=Employer.VettedStatus.choices)
    reason = forms.CharField(label=_("Reason or evidence"), max_length=300)


class CloseVacancyForm(forms.Form):
    """Why a job order ends."""

    status = forms.ChoiceField(
        label=_("The vacancy is"), choices=[("closed", _("Closed")), ("withdrawn", _("Withdrawn by the employer"))]
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)


class CandidateAnswerForm(forms.Form):
    """The candidate's answer to a proposal or an offer."""

    answer = forms.ChoiceField(label=_("The candidate says"), choices=[("yes", _("Yes")), ("no", _("No"))])
    reason = forms.ChoiceField(
        label=_("If no, why"), required=False, choices=[("", _("Not stated")), *CandidateReason.choices]
    )


class EmployerAnswerForm(forms.Form):
    """The employer's answer to a proposal."""

    answer = forms.ChoiceField(label=_("The employer says"), choices=[("yes", _("Yes")), ("no", _("No"))])
    reason = forms.ChoiceField(label=_("If no, why"), required=False, choices=[("", "–"), *EmployerReason.choices])


class InterviewForm(forms.Form):
    """A talk to plan."""

    held_at = forms.SplitDateTimeField(
        label=_("Date and time (UTC)"),
        widget=forms.SplitDateTimeWidget(date_attrs={"type": "date"}, time_attrs={"type": "time"}),
    )
    mode = forms.ChoiceField(label=_("How"), choices=Interview.Mode.choices)


class InterviewResultForm(forms.Form):
    """The result of a talk."""

    result = forms.ChoiceField(
        label=_("Result"), choices=[pair for pair in Interview.Result.choices if pair[0] != Interview.Result.PLANNED]
    )


class OfferForm(forms.Form):
    """An offer."""

    salary_eur_month = forms.DecimalField(
        label=_("Gross pay a month (EUR)"), min_value=0, max_digits=9, decimal_places=2, widget=MoneyInput
    )
    start_date = forms.DateField(label=_("Start"), widget=DateInput)
    answer_by_date = forms.DateField(label=_("Answer by"), required=False, widget=DateInput)


class WithdrawForm(forms.Form):
    """Why a candidate leaves the scheme."""

    reason = forms.ChoiceField(label=_("Reason"), choices=CandidateReason.choices)


def _occupation(code: str) -> str:
    if code:
        _checked(lambda: unit_group_of(code))
        if not is_unit_group(code):
            raise forms.ValidationError(_('"%(code)s" is not a unit group of ISCO-08.'), params={"code": code})
    return code


def _languages(text: str) -> list[dict[str, Any]]:
    found = []
    for part in text.replace(";", ",").split(","):
        code, _colon, level = part.strip().lower().partition(":")
        if not code:
            continue
        if not is_language(code):
            raise forms.ValidationError(_('"%(code)s" is not a language code of ISO 639-1.'), params={"code": code})
        found.append({"code": code, "level": _checked(lambda level=level: int(Cefr.parse(level)))})
    return found


def _skills(text: str) -> list[SkillRef]:
    named = {ref.key: ref for ref in (skill_named(line) for line in text.splitlines() if line.strip())}
    if any(len(ref.label_en) > 200 for ref in named.values()):
        raise forms.ValidationError(_("A skill has more than 200 signs; write one skill per line."))
    return list(named.values())


def _kept(before: Iterable[SkillRef], after: Iterable[SkillRef]) -> list[SkillRef]:
    """Return the skills as they were where the label is the same: addresses and translations are not lost."""
    known = {ref.label_en: ref for ref in before}
    return [known.get(ref.label_en, ref) for ref in after]


def _checked(parse: Any) -> Any:
    try:
        return parse()
    except CorridorError as error:
        message, hint = translated(error)
        raise forms.ValidationError(f"{message} {hint}") from error
