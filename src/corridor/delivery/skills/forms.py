"""What people fill in on profiles and passports."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RevokeForm(forms.Form):
    """Why a passport is void."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class SkillForm(forms.Form):
    """A skill that a person states."""

    skill = forms.CharField(label=_("Skill"), max_length=200, help_text=_("In your own words, or an address in ESCO."))
