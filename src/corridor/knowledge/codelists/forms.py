"""The search form of a code list."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeFilter(forms.Form):
    """Words to look for in codes and labels of every language."""

    q = forms.CharField(
        label=_("Code or title"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
