"""Forms of a budget."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.design.budgets.models import Budget, BudgetLine, PayerKind
from corridor.design.budgets.selectors import item_choices
from corridor.ui.forms.widgets import DateInput, MoneyInput, ShareInput


class LineForm(forms.Form):
    """A cost line with a share for each payer; what is left open follows the cost item."""

    item_code = forms.ChoiceField(label=_("Cost item"))
    label = forms.CharField(label=_("Own name"), required=False, max_length=200)
    unit_cost = forms.DecimalField(
        label=_("Cost of one unit"), min_value=0, max_digits=14, decimal_places=2, widget=MoneyInput,
        help_text=_("For overheads and reserve: the percentage of direct costs."),
    )  # fmt: skip
    quantity = forms.DecimalField(
        label=_("Units"), min_value=0, required=False, max_digits=12, decimal_places=2,
        help_text=_("Empty: as many as the scheme has participants, or participants times months."),
    )  # fmt: skip
    behaviour = forms.ChoiceField(
        label=_("Moves with"), required=False, choices=[("", _("As the cost item")), *BudgetLine.Behaviour.choices]
    )
    phase = forms.ChoiceField(
        label=_("Phase"), required=False, choices=[("", _("As the cost item")), *BudgetLine.Phase.choices]
    )
    source = forms.CharField(label=_("Source of the figure"), required=False, max_length=200)

    def __init__(self, *args: Any, line: BudgetLine | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = self.fields["item_code"]
        assert isinstance(item, forms.ChoiceField)
        item.choices = item_choices()
        given = {share.payer: share.share_percent for share in line.shares.all()} if line else {}
        for payer, label in PayerKind.choices:
            self.fields[f"share_{payer}"] = forms.DecimalField(
                label=_("%(payer)s, share in percent") % {"payer": label},
                required=False,
                min_value=0,
                decimal_places=2,
                initial=given.get(payer),
                widget=ShareInput,
            )
        if line is not None:
            names = ("item_code", "label", "unit_cost", "quantity", "behaviour", "phase", "source")
            self.initial.update({name: getattr(line, name) for name in names})

    @property
    def shares(self) -> dict[str, Decimal]:
        """The shares that are given, by payer."""
        return {payer: self.cleaned_data[f"share_{payer}"] or Decimal(0) for payer in PayerKind.values}

    @property
    def details(self) -> dict[str, Any]:
        """The fields of the line itself."""
        names = ("item_code", "unit_cost", "quantity", "label", "behaviour", "phase", "source")
        return {name: self.cleaned_data[name] for name in names}


class FrameForm(forms.ModelForm):  # type: ignore[type-arg]  # its model is named in Meta
    """For how many people and months the budget is."""

    class Meta:
        model = Budget
        fields = ("participants", "placements", "months")


class ActualForm(forms.Form):
    """Money spent."""

    line = forms.ModelChoiceField(BudgetLine.objects.none(), label=_("Cost line"), required=False)
    spent_on = forms.DateField(label=_("Day"), widget=DateInput)
    amount = forms.DecimalField(label=_("Amount"), max_digits=14, decimal_places=2, widget=MoneyInput)
    payer = forms.ChoiceField(label=_("Payer"), choices=PayerKind.choices)
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    def __init__(self, *args: Any, budget: Budget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = self.fields["line"]
        assert isinstance(line, forms.ModelChoiceField)
        line.queryset = budget.lines.order_by("item_code", "pk")
