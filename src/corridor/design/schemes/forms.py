"""Forms of a scheme's frame."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from corridor.access.models import Organisation
from corridor.access.roles import Role
from corridor.access.selectors import Person, organisations_of
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme


class NewScheme(forms.Form):
    """What a scheme needs to begin: a name, who leads it, and a corridor if one is known."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    lead = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Leading organisation"))
    origin_iso3 = forms.ChoiceField(label=gettext_lazy("Country of origin"), required=False)
    destination_iso3 = forms.ChoiceField(label=gettext_lazy("Country of destination"), required=False)

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = organisations_of(user, role=Role.DESIGNER)
        lead = self.fields["lead"]
        assert isinstance(lead, forms.ModelChoiceField)
        lead.queryset, lead.initial = own, own.first()
        for name in ("origin_iso3", "destination_iso3"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices.countries()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("origin_iso3")) != bool(data.get("destination_iso3")):
            missing = "destination_iso3" if data.get("origin_iso3") else "origin_iso3"
            self.add_error(missing, _("A corridor has two countries: give both, or none."))
        return data

    @property
    def corridors(self) -> list[tuple[str, str]]:
        """The corridor, if one is given."""
        data = self.cleaned_data
        return [(data["origin_iso3"], data["destination_iso3"])] if data["origin_iso3"] else []


class CloneScheme(forms.Form):
    """A scheme that begins from an entry of the gallery."""

    name = forms.CharField(label=gettext_lazy("Name of the new scheme"), max_length=200)
    lead = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Leading organisation"))

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = organisations_of(user, role=Role.DESIGNER)
        lead = self.fields["lead"]
        assert isinstance(lead, forms.ModelChoiceField)
        lead.queryset, lead.initial = own, own.first()


class SchemeNames(forms.ModelForm):  # type: ignore[type-arg]  # its model is named in Meta
    """The name of a scheme in the languages of its readers."""

    class Meta:
        model = Scheme
        fields = ("name", "name_fr", "name_es", "name_ar")
