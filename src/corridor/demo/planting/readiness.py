"""How ready the schemes of the demonstration are, and whose voices they heard: all invented, and said to be so."""

from typing import Any

from corridor.demo.planting.ground import Ground
from corridor.demo.planting.quotas import in_own_words
from corridor.demo.world.tables import document
from corridor.design.budgets.models import BudgetLine
from corridor.design.partnerships.models import Partner
from corridor.design.readiness.models import (
    AspirationFinding,
    AspirationRound,
    CapacityNeed,
    ElementState,
    LocalLink,
    StageDecision,
    VoiceChange,
)
from corridor.design.readiness.services import decide_stage, save_record
from corridor.design.schemes.models import Scheme

COUNTS = ("women_asked", "women_answered", "men_asked", "men_answered", "others_asked", "others_answered")


def plant_readiness(ground: Ground) -> None:
    """Enter profiles, voices, stages, needs and local links of the schemes that have them."""
    book = document("readiness")
    for reference in book["profiles"]:
        scheme = Scheme.objects.get(pk=ground.schemes[reference].pk)
        by = ground.user(document("schemes")[reference]["designer"].partition("@")[0])
        _profile(ground, book, reference, scheme, by)
        _round(ground, book, reference, scheme, by)
        _stages(ground, book, reference, scheme, by)
        _needs(ground, book, reference, scheme, by)
        _links(ground, book, reference, scheme, by)


def _profile(ground: Ground, book: dict[str, Any], reference: str, scheme: Scheme, by: Any) -> None:
    for iso3, entries in book["profiles"][reference].items():
        for place, (element, state, evidence) in enumerate(entries):
            row = ElementState(
                scheme=scheme,
                iso3=iso3,
                element=element,
                state=state,
                as_of_date=ground.day(-200 - place),
                **in_own_words(evidence=book["evidence"][evidence], source=book["source"]),
            )
            save_record(row=row, scheme=scheme, by=by)


def _round(ground: Ground, book: dict[str, Any], reference: str, scheme: Scheme, by: Any) -> None:
    entry = book["rounds"][reference]
    row = AspirationRound(
        scheme=scheme,
        iso3=entry["iso3"],
        method=entry["method"],
        asked_date=ground.day(entry["day"]),
        **dict(zip(COUNTS, entry["counts"], strict=True)),
        **in_own_words(title=entry["title"], questions=entry["questions"], source=book["source"]),
    )
    save_record(row=row, scheme=scheme, by=by)
    for said in entry["findings"]:
        finding = AspirationFinding(
            round=row, theme=said["theme"], named_by=said["named_by"], **in_own_words(text=said["text"])
        )
        save_record(row=finding, scheme=scheme, by=by)
        if "change" in said:
            part, day, text = said["change"]
            change = VoiceChange(finding=finding, part=part, changed_date=ground.day(day), **in_own_words(text=text))
            save_record(row=change, scheme=scheme, by=by)


def _stages(ground: Ground, book: dict[str, Any], reference: str, scheme: Scheme, by: Any) -> None:
    for stage, days, reason in book["stages"][reference]:
        decision = StageDecision(
            scheme=scheme, stage=stage, decided_date=ground.day(-days), **in_own_words(reason=reason)
        )
        decide_stage(decision=decision, today=ground.today, by=by)


def _needs(ground: Ground, book: dict[str, Any], reference: str, scheme: Scheme, by: Any) -> None:
    line = BudgetLine.objects.filter(budget__scheme=scheme).order_by("pk").first()
    for entry in book["needs"].get(reference, ()):
        texts = {name: entry[name] for name in ("task", "need", "plan") if name in entry}
        row = CapacityNeed(
            scheme=scheme,
            partner=Partner.objects.get(scheme=scheme, organisation=ground.organisations[entry["partner"]]),
            severity=entry["severity"],
            budget_line=line if "cost" in entry else None,
            cost_eur=entry.get("cost"),
            due_date=ground.day(entry["due"]) if "due" in entry else None,
            done_date=ground.day(entry["done"]) if "done" in entry else None,
            **in_own_words(**texts),
        )
        save_record(row=row, scheme=scheme, by=by)


def _links(ground: Ground, book: dict[str, Any], reference: str, scheme: Scheme, by: Any) -> None:
    for kind, firm, region, day, jobs, evidence in book["links"].get(reference, ()):
        texts = in_own_words(evidence=evidence, source=book["source"], programme=book["programme"])
        names = {field: {"of": said, "fr": said, "es": said, "ar": said} for field, said in _names(firm, region)}
        row = LocalLink(
            scheme=scheme,
            kind=kind,
            firm=firm,
            region=region,
            iso3=scheme.corridors.get().origin_iso3,
            happened_date=ground.day(day),
            jobs=jobs,
            **texts | {"wordings": texts["wordings"] | names},
        )
        save_record(row=row, scheme=scheme, by=by)


def _names(firm: str, region: str) -> tuple[tuple[str, str], ...]:
    return (("firm", firm), ("region", region))
