"""Forms of the administration of people and roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.access.models import Organisation
from corridor.access.roles import Role
from corridor.access.selectors import Person, organisations_of


class MemberForm(forms.Form):
    """Give a person a role in one of the administrator's organisations."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("An account is made where there is none yet."))
    full_name = forms.CharField(label=_("Name"), max_length=150)
    role = forms.ChoiceField(label=_("Role"), choices=[(r.value, r.label) for r in Role if r != Role.WORKER])
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())

    def __init__(self, *args: Any, administrator: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = organisations_of(administrator, role=Role.ADMINISTRATOR)
        organisation = self.fields["organisation"]
        assert isinstance(organisation, forms.ModelChoiceField)
        organisation.queryset = mine
        organisation.initial = mine.first()
