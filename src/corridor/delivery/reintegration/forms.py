"""Forms of return plans."""

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.delivery.reintegration.models import ReturnPlan
from corridor.ui.forms.widgets import DateInput


class PlanFilter(forms.Form):
    """What to look for in the list of shared plans."""

    intention = forms.ChoiceField(
        label=_("Intention"), required=False, choices=[("", _("All")), *ReturnPlan.Intention.choices]
    )


class ReturnPlanForm(forms.ModelForm):  # type: ignore[type-arg]  # the stubs' class takes no parameter at run time
    """The worker's own plan; every field may stay empty."""

    class Meta:
        model = ReturnPlan
        fields = ("intention", "work", "planned_date", "needs", "is_shared")
        widgets = {"planned_date": DateInput(), "needs": forms.Textarea({"rows": 4})}
