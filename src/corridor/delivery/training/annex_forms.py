"""The form of an annex: one line for each thing that is learnt."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy as _

from corridor.delivery.skills.words import skill_named
from corridor.delivery.training.models import DiplomaAnnex
from corridor.delivery.training.rules import Outcome, Outcomes
from corridor.knowledge.codelists.rules import LANGUAGES

LONGEST = 300
NAMES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية"}
"""Each language by its own name, as a choice of languages shows it; not translated."""


class AnnexForm(forms.Form):
    """What the diploma is called and what it teaches: the words of the curriculum = the name of a skill of ESCO."""

    title = forms.CharField(label=_("Name of the diploma or course"), max_length=200)
    awarding_body = forms.CharField(label=_("Awarded by"), max_length=200, required=False)
    lines = forms.CharField(
        label=_("What is learnt"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("One per line: the words of the curriculum = the name or address of the skill in ESCO."),
    )

    def __init__(self, *args: Any, annex: DiplomaAnnex | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The controls say in which language the words of the curriculum stand.
        self.instance = annex

    def clean_lines(self) -> Outcomes:
        """Return the lines as an annex keeps them; a name that ESCO does not know is refused with its line."""
        found: dict[str, Outcome] = {}
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1):
            text, sign, name = (part.strip() for part in line.rpartition("="))
            if not sign:
                text, name = name, ""
            if not text and not name:
                continue
            if not text or len(line) > LONGEST:
                raise forms.ValidationError(
                    _("Line %(line)s has no words of the curriculum, or more than 300 signs."), params={"line": number}
                )
            ref = skill_named(name or text)
            if name and not ref.uri:
                raise forms.ValidationError(
                    _('Line %(line)s: ESCO has no skill with the name "%(name)s".'),
                    params={"line": number, "name": name[:80]},
                )
            found.setdefault(text, Outcome(text, ref if ref.uri else None))
        return Outcomes(tuple(found.values()))


class PrintForm(forms.Form):
    """In which two languages the annex is printed."""

    first = forms.ChoiceField(label=_("First language"), choices=[(code, NAMES[code]) for code in LANGUAGES])
    second = forms.ChoiceField(label=_("Second language"), choices=[(code, NAMES[code]) for code in LANGUAGES])

    def clean(self) -> dict[str, str]:
        """Refuse the same language twice."""
        data = self.cleaned_data
        if data.get("first") and data.get("first") == data.get("second"):
            raise forms.ValidationError(_("Choose two different languages."))
        return data


def lines_of(outcomes: Outcomes) -> str:
    """Return outcomes as the lines of the form; where the words are those of ESCO, once is enough."""
    language = get_language() or "en"
    return "\n".join(_line(one, language) for one in outcomes.items)


def _line(one: Outcome, language: str) -> str:
    label = one.skill.label(language) if one.skill and one.is_mapped else ""
    return f"{one.text} = {label}" if label and skill_named(one.text) != one.skill else one.text
