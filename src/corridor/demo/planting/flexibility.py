"""Risks with triggers, a change of the plan that was decided and one that waits, and the pipeline played with shocks.

Every figure is invented and marked so. The border of the pipeline is closed for four months in one scenario, so that
the page must show fewer people and a later target there.
"""

from decimal import Decimal
from typing import Any, Final

from corridor.demo.planting.ground import Ground
from corridor.demo.world.tables import in_four_languages
from corridor.design.flexibility import services
from corridor.design.flexibility.models import (
    ChangeRequest,
    PipelinePlan,
    Risk,
    RiskReading,
    Scenario,
    ScenarioShock,
)
from corridor.design.flexibility.rules import Wanted
from corridor.design.partnerships.models import GovernanceBody
from corridor.design.schemes.models import Scheme

SCHEME: Final = "MA-BE-ICT"
INVENTED: Final = "Invented for the demonstration"
# Title, category, likelihood, impact, who watches, measure, threshold, direction, response, rule, review, values.
RISKS: Final = (
    ("Visas take longer than planned", "legal", 4, 4, "be-ministry", "Median days from file to visa", 90, "above",
     "Move the start of the courses and the dates of departure.", "dates", 45, ((-120, 71), (-60, 84), (-10, 104))),
    ("Firms withdraw posts", "partner", 3, 4, "be-federation", "Posts withdrawn in a quarter", 15, "above",
     "Open other profiles for those who are trained, with a short top-up course.", "profile", 60, ((-90, 4), (-20, 9))),
    ("Fewer women apply than planned", "people", 3, 3, "ma-pes", "Women in a hundred applications", 30, "below",
     "Move money to outreach and childcare.", "budget", 30, ((-100, 27), (-15, 34))),
    ("The exchange rate makes courses dearer", "financial", 2, 3, "fund", "", None, "above",
     "Use the reserve first, then move money between lines.", "budget", -12, ()),
    ("The border is closed", "political", 1, 5, "ma-ministry", "", None, "above",
     "Keep everybody who is selected, and go on with the courses at home.", "numbers", 90, ()),
)  # fmt: skip
# Step: shares in percent, months, room in a month, cost of a person, share in another currency.
STEPS: Final = {
    "call": ((90, 95, 100), ("0.5", "0.8", "1.5"), None, 10, 0),
    "applied": ((80, 90, 95), ("0.5", "1", "2"), None, 20, 0),
    "eligible": ((70, 80, 90), ("0.5", "1", "1.5"), 80, 60, 100),
    "trained": ((75, 85, 92), ("4", "5", "7"), 60, 2600, 100),
    "matched": ((80, 88, 95), ("0.5", "1.5", "4"), 40, 140, 50),
    "visa": ((85, 93, 98), ("1.5", "2.5", "6"), 16, 670, 0),
    "departed": ((95, 98, 100), ("0.2", "0.5", "1"), 30, 900, 50),
    "placed": ((95, 98, 100), ("0.1", "0.2", "0.5"), None, 1500, 0),
    "kept": ((75, 85, 93), ("11", "12", "13"), None, 300, 0),
}
# Name, and its shocks: what, where, from, to, how much, chance in percent.
SCENARIOS: Final = (
    ("Border closed for four months", (("closed", "departed", 19, 22, 0, 100),)),
    ("Visas take twice as long for a year", (("slower", "visa", 12, 23, 2, 100),)),
    ("A bad year", (
        ("slower", "visa", 12, 23, "1.5", 100), ("drop_out", "", 12, 23, 10, 100), ("cost", "", 12, 36, 8, 100),
        ("exchange", "", 12, 36, 12, 50),
    )),
)  # fmt: skip


def plant_flexibility(ground: Ground) -> None:
    """Keep the register of the largest scheme, change its plan once, and play it through."""
    scheme = Scheme.objects.get(pk=ground.schemes[SCHEME].pk)
    by = ground.user("designer")
    risks = [_risk(ground, scheme, by, row) for row in RISKS]
    _decided(ground, scheme, by)
    _waiting(scheme, risks[0], by)
    plan = _pipeline(scheme, by)
    services.play(plan=PipelinePlan.objects.get(pk=plan.pk), by=by)


def _risk(ground: Ground, scheme: Scheme, by: Any, row: tuple[Any, ...]) -> Risk:
    title, category, likelihood, impact, owner, measure, threshold, direction, response, rule, review, values = row
    risk = Risk(
        scheme=scheme, category=category, likelihood=likelihood, impact=impact, owner=ground.organisations[owner],
        threshold=threshold, direction=direction, rule=rule, review_date=ground.day(review),
        **in_four_languages(title=title, measured_by=measure, response=response),
    )  # fmt: skip
    services.save_risk(risk=risk, by=by)
    for offset, value in values:
        services.record_reading(
            risk=risk, value=Decimal(value), as_of=ground.day(offset), source=INVENTED, today=ground.today, by=by
        )
    RiskReading.objects.filter(risk=risk).update(
        wordings=in_four_languages(source=INVENTED)["wordings"], written_in="en"
    )
    return risk


def _decided(ground: Ground, scheme: Scheme, by: Any) -> None:
    """Refuse a change once, so that a decision with its reason can be seen."""
    words = in_four_languages(
        title="A second sector beside digital work",
        reason="Firms in health have asked to join.",
        kept="Everybody who is selected keeps the course and the post.",
    )
    request = services.open_request(scheme=scheme, kind="sector", title=words["title"], by=by)
    _write(request, words)
    services.save_request(request=request, wishes=[Wanted("add_occupation", to_code="3221")], by=by)
    services.submit(request=request, by=by)
    note = in_four_languages(decision_note="The partners keep to one sector until the first evaluation.")
    services.decide(
        request=request, is_accepted=False, body=GovernanceBody.objects.filter(scheme=scheme).order_by("pk")[0],
        decided_on=ground.day(-80), note=note["decision_note"], by=ground.user("committee"),
    )  # fmt: skip
    request.wordings = request.wordings | note["wordings"]
    request.save(update_fields=["wordings"])


def _waiting(scheme: Scheme, risk: Risk, by: Any) -> None:
    """Ask for more places and a later end because visas take longer; the committee has yet to decide."""
    request = services.open_request(scheme=scheme, risk=risk, by=by)
    words = in_four_languages(
        title=risk.title,
        reason="Visas take longer than planned",
        kept="Everybody who is selected keeps the course and the post.",
    )
    _write(request, words)
    later = scheme.end_date.replace(day=1) if scheme.end_date else None
    wishes = [Wanted("participants", to_number=Decimal(420))]
    if later is not None:
        wishes.append(Wanted("end", to_date=later.replace(year=later.year + 1)))
    services.save_request(request=request, wishes=wishes, by=by)
    services.submit(request=request, by=by)


def _write(request: ChangeRequest, words: dict[str, Any]) -> None:
    for name in ("title", "reason", "kept", "written_in", "wordings"):
        setattr(request, name, words[name])


def _pipeline(scheme: Scheme, by: Any) -> PipelinePlan:
    plan = services.begin_pipeline(scheme=scheme, by=by)
    plan.months, plan.entrants, plan.target_month = 48, [150, 0, 0, 0, 150, 0, 0, 0, 100], 24
    plan.running_cost_per_month, plan.budget = Decimal(24_000), Decimal(2_600_000)
    steps = list(plan.steps.all())
    for step in steps:
        shares, months, room, cost, foreign = STEPS[step.code]
        step.share_least, step.share_likely, step.share_most = map(Decimal, shares)
        step.months_least, step.months_likely, step.months_most = map(Decimal, months)
        step.capacity, step.cost_per_person, step.foreign_percent = room, Decimal(cost), Decimal(foreign)
        step.source = INVENTED
    services.save_pipeline(plan=plan, steps=steps, by=by)
    for name, shocks in SCENARIOS:
        scenario = Scenario(plan=plan, **in_four_languages(name=name))
        services.save_scenario(scenario=scenario, shocks=[_shock(*shock) for shock in shocks], by=by)
    return plan


def _shock(blow: str, step: str, first: int, last: int, size: float | str, chance: int) -> ScenarioShock:
    return ScenarioShock(
        blow=blow, step=step, first_month=first, last_month=last, size=Decimal(size), chance_percent=Decimal(chance)
    )
