"""The plans of the schemes, entered through the doors that a designer uses; three are approved and run."""

from typing import Any

from corridor.access.models import Organisation
from corridor.batch.gallery import find
from corridor.demo.planting.ground import Ground
from corridor.demo.world.money import spent_of
from corridor.demo.world.plans import BY_REFERENCE
from corridor.demo.world.tables import document, in_four_languages, rows
from corridor.design.activities.models import Activity, SchemePathway
from corridor.design.budgets.models import Actual, Budget, BudgetLine
from corridor.design.budgets.services import save_line
from corridor.design.partnerships.models import BodyMember, Decision, GovernanceBody, Meeting, Partner
from corridor.design.results.models import Indicator
from corridor.design.schemes.cloning import notes_of
from corridor.design.schemes.models import Mitigation, Objective, Scheme, SchemeNote, SchemeVersion
from corridor.design.schemes.services import create_scheme, start
from corridor.design.screening.models import Alternative, Criterion, Score, ScreeningExercise
from corridor.design.screening.rules import STANDARD
from corridor.design.studio.services import approve, approve_step, choose_mobility
from corridor.design.studio.steps import BY_CODE

INVENTED = "Invented for the demonstration"
DRAFT = "TN-BE-SOLAR"


def plant_schemes(ground: Ground) -> None:
    """Enter all plans; approve and start those that are complete."""
    for reference, plan in document("schemes").items():
        mailbox = plan["designer"].partition("@")[0]
        scheme = _open(ground, reference, plan, ground.user(mailbox))
        by = ground.user(mailbox)
        _objectives(ground, scheme, plan)
        choose_mobility(scheme=scheme, tracks=plan["tracks"], by=by)
        _screening(scheme, "sector", plan["sectors"])
        _screening(scheme, "country", plan["countries"])
        _partners(ground, scheme, plan)
        _activities(ground, scheme, plan)
        _indicators(ground, scheme, plan)
        _budget(ground, scheme, plan, by)
        approve_step(scheme=scheme, step=BY_CODE["objectives"], by=by)
        if reference != DRAFT:
            _approve(ground, scheme, plan, by)


def plant_own_scheme(ground: Ground) -> None:
    """Open one empty scheme, so that own candidates can be imported into a demonstration that was emptied."""
    lead = ground.organisations["be-ministry"]
    partners = [ground.organisations[code] for code in ("ma-ministry", "ma-pes", "be-pes", "ma-protection", "fund")]
    create_scheme(
        name="Our own scheme",
        name_fr="Notre propre dispositif",
        name_es="Nuestro propio programa",
        name_ar="برنامجنا الخاص",
        reference="OWN",
        lead=lead,
        partners=partners,
        corridors=[("MAR", "BEL")],
        by=ground.user("designer"),
        is_invented=True,
    )


def _open(ground: Ground, reference: str, plan: dict[str, Any], by: Any) -> Scheme:
    world = BY_REFERENCE.get(reference)
    members = [
        ground.organisations[row["code"]] for row in rows("organisations") if reference in row["schemes"].split()
    ]
    scheme = create_scheme(
        reference=reference,
        lead=ground.organisations[plan["lead"]],
        partners=members,
        corridors=[tuple(plan["corridor"])],
        isco08=sorted({each.esco[:4] for each in world.occupations} if world else plan["isco08"]),
        by=by,
        cloned_from=plan.get("cloned_from", ""),
        start_date=ground.day(plan["start"]),
        end_date=ground.day(plan["end"]),
        target_participants=plan["participants"],
        target_placements=plan["placements"],
        is_invented=True,
        **{name: plan[name] for name in ("name", "name_fr", "name_es", "name_ar", "nace2")},
    )
    scheme.reference = reference
    scheme.save(update_fields=["reference"])
    if scheme.cloned_from:
        SchemeNote.objects.bulk_create(notes_of(scheme, find(scheme.cloned_from)))
    ground.schemes[reference] = scheme
    return scheme


def _objectives(ground: Ground, scheme: Scheme, plan: dict[str, Any]) -> None:
    Objective.objects.bulk_create(
        Objective(
            scheme=scheme,
            kind=kind,
            code=code,
            aim=aim,
            weight=weight,
            sdg_target=(frameworks or ("",))[0],
            gcm_objective=(frameworks or ("",))[-1],
            **_wish(text, ground.organisations[whose]),
        )
        for kind, code, aim, text, weight, whose, *frameworks in plan["objectives"]
    )
    Mitigation.objects.bulk_create(
        Mitigation(scheme=scheme, tension_code=code, **in_four_languages(text=text))
        for code, text in plan["mitigations"].items()
    )


def _wish(text: str, whose: Organisation) -> dict[str, Any]:
    """Return an objective's words; the name of the partner whose wish it is stands in four languages already."""
    said = in_four_languages(text=text)
    names = {"fr": whose.name_fr, "es": whose.name_es, "ar": whose.name_ar}
    said["wordings"]["stakeholder"] = {"of": whose.name[:120], **names}
    return {**said, "stakeholder": whose.name[:120]}


def _screening(scheme: Scheme, kind: str, plan: dict[str, Any]) -> None:
    exercise = ScreeningExercise.objects.create(scheme=scheme, kind=kind, **in_four_languages(reason=plan["reason"]))
    criteria = Criterion.objects.bulk_create(
        Criterion(exercise=exercise, code=each.code, direction=each.direction, weight=2 if place < 3 else 1)
        for place, each in enumerate(STANDARD[kind])
    )
    for label, values in plan["rows"].items():
        name, _, code = label.partition("|")
        alternative = Alternative.objects.create(exercise=exercise, code=code, **in_four_languages(name=name))
        Score.objects.bulk_create(
            Score(
                alternative=alternative,
                criterion=criterion,
                value=value,
                source=INVENTED,
                is_synthetic=value is not None,
            )
            for criterion, value in zip(criteria, values, strict=True)
        )
        if code == plan["chosen"] and plan["reason"]:
            exercise.chosen = alternative
    exercise.save(update_fields=["chosen"])


def _partners(ground: Ground, scheme: Scheme, plan: dict[str, Any]) -> None:
    Partner.objects.bulk_create(
        Partner(
            scheme=scheme, organisation=ground.organisations[code], group=group,
            influence=influence, interest_level=level, commitment_cash_eur=cash, verify_again_date=ground.day(90),
            **in_four_languages(role=role, interest=interest),
        )
        for code, group, role, interest, influence, level, cash in plan["partners"]
    )  # fmt: skip
    name, mandate, seats = plan["body"]
    body = GovernanceBody.objects.create(
        scheme=scheme, meets_every_months=6, **in_four_languages(name=name, mandate=mandate)
    )
    BodyMember.objects.bulk_create(
        BodyMember(body=body, organisation=ground.organisations[code], seat=seat) for code, seat in seats
    )
    Decision.objects.bulk_create(
        Decision(
            body=body,
            decided_on=None if day is None else ground.day(day),
            outcome=outcome,
            **in_four_languages(title=title, text=text),
        )
        for title, day, outcome, text in plan["decisions"]
    )
    Meeting.objects.bulk_create(
        Meeting(body=body, held_on=ground.day(day), **in_four_languages(agenda=agenda))
        for day, agenda in plan["meetings"]
    )


def _activities(ground: Ground, scheme: Scheme, plan: dict[str, Any]) -> None:
    pathway = ground.keep[f"pathway {plan['pathway']}"]
    SchemePathway.objects.create(scheme=scheme, pathway=pathway, corridor=scheme.corridors.get())
    Activity.objects.bulk_create(
        Activity(
            scheme=scheme, phase=phase, kind=kind, responsible=ground.organisations[code],
            start_date=ground.day(first), end_date=ground.day(last),
            pathway=pathway if phase == "pre_departure" else None, **in_four_languages(name=name),
        )
        for phase, kind, name, code, first, last in plan["activities"]
    )  # fmt: skip


def _indicators(ground: Ground, scheme: Scheme, plan: dict[str, Any]) -> None:
    texts = {row["key"]: row for row in rows("indicators")}
    names = ("code", "level", "unit", "direction", "computed_from", "name", "name_fr", "name_es", "name_ar")
    Indicator.objects.bulk_create(
        Indicator(
            scheme=scheme,
            **{name: texts[key][name] for name in names},
            baseline=baseline,
            baseline_date=ground.day(plan["start"]),
            target=target,
            target_date=None if target is None else ground.day(plan["end"]),
            **in_four_languages(source="Records of the scheme"),
            disaggregation="sex" if key == "placements" else "",
        )
        for key, (baseline, target) in plan["indicators"].items()
    )


def _budget(ground: Ground, scheme: Scheme, plan: dict[str, Any], by: Any) -> None:
    budget = Budget.objects.create(
        scheme=scheme, participants=plan["participants"], placements=plan["placements"] or 0, months=plan["months"]
    )
    lines = [
        save_line(
            budget=budget, item_code=code, unit_cost=unit_cost, quantity=quantity, shares=shares, by=by, source=INVENTED
        )
        for code, unit_cost, quantity, shares in plan["budget"]
    ]
    BudgetLine.objects.filter(budget=budget).update(wordings=in_four_languages(source=INVENTED)["wordings"])
    Actual.objects.bulk_create(
        Actual(
            budget=budget,
            line=lines[booking.line],
            spent_on=ground.day(booking.day),
            payer=booking.payer,
            amount=booking.amount,
        )
        for booking in spent_of(scheme.reference)
    )


def _approve(ground: Ground, scheme: Scheme, plan: dict[str, Any], by: Any) -> None:
    version = approve(scheme=scheme, by=by)
    SchemeVersion.objects.filter(pk=version.pk).update(approved_at=ground.moment(plan["start"] + 15))
    start(scheme=scheme, by=by)
