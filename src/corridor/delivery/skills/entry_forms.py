"""What people fill in on the entries of a profile: work, learning, languages, skills, evidence."""

from typing import Any

from django import forms
from django.db.models import Model
from django.forms.models import construct_instance
from django.utils.translation import get_language, gettext_lazy as _

from corridor.access.models import User
from corridor.delivery.skills.models import (
    Education,
    EvidenceItem,
    LanguageResult,
    Person,
    PersonSkill,
    SkillAssessment,
    WorkExperience,
)
from corridor.delivery.skills.models.evidence import TIES
from corridor.delivery.skills.models.items import PARTIAL
from corridor.delivery.skills.models.languages import LEVELS, PARTS
from corridor.delivery.skills.services import Assessed, Occasion
from corridor.delivery.skills.services.guard import is_own
from corridor.knowledge.codelists.rules import load_list
from corridor.ui.forms.widgets import DateInput

NOT_CHOSEN = ("", "---------")
SKILL_LEVELS = [NOT_CHOSEN, *((n, str(n)) for n in range(1, 6))]
CEFR_LEVELS = [NOT_CHOSEN, *LEVELS]


def named(name: str) -> list[tuple[str, str]]:
    """Return the codes of a list with their labels, in the order of the reader's alphabet."""
    spoken = (get_language() or "en")[:2]
    return sorted(((row.code, row.label(spoken)) for row in load_list(name).rows), key=lambda pair: pair[1])


class PartialDateField(forms.CharField):
    """A year, a month or a day; what cannot be read is refused where the entry is kept."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=30, help_text=PARTIAL, **kwargs)


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]  # each form names its own model
    """An entry of a person's profile; what only an office may say is not asked of the person herself."""

    official: tuple[str, ...] = ()
    lists: tuple[tuple[str, str], ...] = ()
    """Fields that choose from a packaged list, with its name."""

    def __init__(self, *args: Any, person: Person, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person = person
        self.person, self.by = person, by
        if is_own(person, by):
            for name in self.official:
                del self.fields[name]
        for name, listed in self.lists:
            field = self.fields[name]
            chosen = forms.ChoiceField(
                label=field.label,
                choices=[NOT_CHOSEN, *named(listed)],
                required=name == "language",
                help_text=field.help_text,
            )
            self.fields[name] = chosen
        if "written_in" in self.fields:
            self.initial["written_in"] = self.instance.written_in or (get_language() or "en")[:2]
        self.prepare()

    def prepare(self) -> None:
        """Adapt the fields of one kind of entry."""

    def _post_clean(self) -> None:
        """Fill the entry; whether it can be true the service says, in words and at its field."""
        construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)


class WorkForm(EntryForm):
    """Work that was done."""

    official = ("attested",)
    lists = (("written_in", "languages"), ("iso3", "countries"))
    from_date = PartialDateField(label=_("From"))
    to_date = PartialDateField(label=_("Until"))

    class Meta:
        model = WorkExperience
        fields = (
            "title", "written_in", "employer_name", "iso3", "from_date", "to_date", "is_current", "hours_week",
            "tasks", "supervised", "attested",
        )  # fmt: skip
        widgets = {"tasks": forms.Textarea(attrs={"rows": 4})}

    def prepare(self) -> None:
        self.fields["title"].help_text = _("In your own words, as you would say it at work.")


class LearningForm(EntryForm):
    """A qualification, a course, learning that was begun."""

    official = ("eqf_source",)
    lists = (("written_in", "languages"), ("iso3", "countries"), ("isced_field", "isced_f_2013"))
    awarded_on = PartialDateField(label=_("Awarded on"))
    eqf_level = forms.TypedChoiceField(
        label=_("Level (EQF)"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[NOT_CHOSEN, *((n, str(n)) for n in range(1, 9))],
    )

    class Meta:
        model = Education
        fields = (
            "title_original", "written_in", "title", "awarding_body", "iso3", "awarded_on", "completion", "mode",
            "workload_hours", "isced_field", "nqf_framework", "nqf_level", "eqf_level", "eqf_source",
        )  # fmt: skip

    def prepare(self) -> None:
        self.fields["title"].label = _("Title in English")


class SkillEntryForm(EntryForm):
    """Something that the person can do."""

    official = ("source",)
    lists = (("written_in", "languages"),)
    level = forms.TypedChoiceField(
        label=_("Level from 1 to 5"), required=False, coerce=int, empty_value=None, choices=SKILL_LEVELS
    )
    is_soft = False

    class Meta:
        model = PersonSkill
        fields: tuple[str, ...] = ("own_words", "written_in", "level", "source", "known_on_date")
        widgets = {"known_on_date": DateInput()}

    def prepare(self) -> None:
        self.instance.is_soft = self.is_soft
        self.fields["own_words"].required = True
        self.initial["own_words"] = self.instance.own_words or self.instance.label_en
        source = self.fields.get("source")
        if isinstance(source, forms.ChoiceField):
            # An assessment and a certificate have records of their own.
            kept = {PersonSkill.Source.ASSESSED, PersonSkill.Source.CERTIFIED}
            source.choices = [pair for pair in PersonSkill.Source.choices if pair[0] not in kept]

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.instance.label_en:
            self.instance.label_en = self.instance.own_words


class SoftSkillForm(SkillEntryForm):
    """A soft skill, with the method of the assessment and the assessor."""

    is_soft = True

    class Meta(SkillEntryForm.Meta):
        fields = ("own_words", "written_in", "level", "method", "assessor", "source", "known_on_date")

    def prepare(self) -> None:
        super().prepare()
        if is_own(self.person, self.by):
            del self.fields["method"], self.fields["assessor"]

    def _post_clean(self) -> None:
        if is_own(self.person, self.by):
            self.instance.method, self.instance.assessor = PersonSkill.Method.SELF, str(self.person)
        super()._post_clean()


class LanguageForm(EntryForm):
    """A result in a language, part by part."""

    lists = (("language", "languages"),)

    class Meta:
        model = LanguageResult
        fields = (
            "language", *PARTS, "source", "test_name", "certificate_number", "taken_on", "valid_until",
        )  # fmt: skip
        widgets = {"taken_on": DateInput(), "valid_until": DateInput()}


class EvidenceForm(EntryForm):
    """A document or a photo."""

    lists = (("language", "languages"),)
    supports = forms.ChoiceField(label=_("Shows"), required=False)
    file = forms.FileField(
        label=_("Photo or PDF"), help_text=_("JPEG, PNG or PDF, up to 10 MB. All four corners must be in the picture.")
    )

    class Meta:
        model = EvidenceItem
        fields = ("kind", "copy", "language")

    def prepare(self) -> None:
        self.fields["language"].required = False
        self.entries = dict(_entries(self.person))
        choices = [(key, str(entry)) for key, entry in self.entries.items()]
        self.fields["supports"].choices = [("", _("Nothing by itself")), *choices]  # type: ignore[attr-defined]
        kept = self.instance.supports
        self.initial["supports"] = next((key for key, entry in self.entries.items() if entry == kept), "")
        if self.instance.pk:
            del self.fields["file"]

    def _post_clean(self) -> None:
        chosen = self.entries.get(self.cleaned_data.get("supports", ""))
        for tie in TIES:
            setattr(self.instance, tie, None)
        if chosen is not None:
            setattr(self.instance, _TIE_OF[type(chosen)], chosen)
        super()._post_clean()


_TIE_OF: dict[type[Model], str] = {
    WorkExperience: "experience", Education: "education", PersonSkill: "skill", LanguageResult: "language_result",
}  # fmt: skip


def _entries(person: Person) -> list[tuple[str, Model]]:
    rows: list[Model] = [*person.experiences.all(), *person.educations.all()]
    rows += [*person.language_results.all(), *person.skills.all()]
    return [(f"{_TIE_OF[type(row)]}-{row.pk}", row) for row in rows]


class VerifyForm(forms.Form):
    """What a verification showed."""

    verification = forms.ChoiceField(label=_("Verification"), choices=EvidenceItem.Verification.choices)
    method = forms.CharField(label=_("How it was verified"), required=False, max_length=200)


class CvForm(forms.Form):
    """A CV as a file."""

    file = forms.FileField(
        label=_("Your CV"),
        help_text=_("A Europass CV (PDF or XML), JSON Resume, or the CSV template; up to 20 MB."),
    )
    language = forms.ChoiceField(label=_("Language of the CV"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = named("languages")  # type: ignore[attr-defined]  # a choice
        self.initial.setdefault("language", (get_language() or "en")[:2])


class AssessmentForm(forms.Form):
    """An assessment: when, how, by whom, and a level for each thing that was looked at."""

    phase = forms.ChoiceField(label=_("Phase"), choices=SkillAssessment.Phase.choices)
    held_on_date = forms.DateField(label=_("Held on"), widget=DateInput())
    method = forms.ChoiceField(
        label=_("Method"), choices=PersonSkill.Method.choices, initial=PersonSkill.Method.INTERVIEW
    )
    assessor = forms.CharField(label=_("Assessed by"), max_length=200)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skills = {f"skill_{row.pk}": row for row in person.skills.all()}
        languages = dict(named("languages"))
        self.languages = {f"language_{row.language}": row.language for row in person.languages.all()}
        for name, row in self.skills.items():
            self.fields[name] = _level(str(row), SKILL_LEVELS)
        for name, code in self.languages.items():
            self.fields[name] = _level(languages.get(code, code), CEFR_LEVELS)

    def occasion(self) -> Occasion:
        """Return when it was held, how and by whom."""
        data = self.cleaned_data
        return Occasion(data["phase"], data["held_on_date"], data["method"], data["assessor"])

    def found(self) -> list[Assessed]:
        """Return the things that have a level."""
        data = self.cleaned_data
        skills = [Assessed(data[name], row.ref) for name, row in self.skills.items() if data.get(name)]
        return skills + [Assessed(data[n], language=code) for n, code in self.languages.items() if data.get(n)]


def _level(label: str, choices: list[tuple[Any, str]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None, choices=choices)
