"""How a list is made, told to everybody: what is used, what never is, who decides, whom to ask."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from corridor.access.doors import open_page
from corridor.delivery.recruitment.rules import GOOD, MATCHING_RULES, STRONG, WEIGHTS, ConditionLabel, PartLabel


@open_page
def how(request: HttpRequest) -> HttpResponse:
    left_out = {ConditionLabel.REMOTE}
    context = {
        "parts": [{"label": part.label, "of": WEIGHTS[part.value]} for part in PartLabel],
        "conditions": [one.label for one in ConditionLabel if one not in left_out],
        "strong": round(STRONG * 100),
        "good": round(GOOD * 100),
        "rules": MATCHING_RULES,
    }
    return render(request, "recruitment/how.html", context)
