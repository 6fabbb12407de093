"""An outlook, a panel of experts in its second round and a check of brain drain, by the real services.

Every number is invented and marked so. The series of demand grows by a known step, and the panel scatters around a
known truth, so that a test can say what the pages must find.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from corridor.demo.planting.ground import Ground
from corridor.demo.world.tables import in_four_languages
from corridor.design.outlook.models import (
    DelphiAnswer,
    DelphiStudy,
    DemandPoint,
    DrainStatement,
    OccupationOutlook,
    OutlookInput,
)
from corridor.design.outlook.services.panels import Estimate, answer, invite, next_round, open_study
from corridor.design.outlook.services.projections import (
    GivenInput,
    GivenPoint,
    open_outlook,
    record_inputs,
    record_points,
)
from corridor.design.outlook.services.safeguards import read_indicator, state
from corridor.design.schemes.models import Scheme

SCHEME: Final = "TN-BE-SOLAR"
INVENTED: Final = "Invented for the demonstration"
STEP: Final = 420
FIRST: Final = 20_300
WOBBLE: Final = (0, 60, -40, 90, -110, 30, 70, -80, 20, -30, 50, 0)
"""Demand grows by STEP a year, give or take the wobble of that year."""
TRUTH: Final = 29_000
"""What the invented experts know of, each a little wrong."""
INPUTS: Final = {
    "stock": ("23900", None, None),
    "graduates": ("760", "640", "850"),
    "participation": ("78", "70", "85"),
    "immigration": ("240", "120", "330"),
    "returns": ("40", None, None),
    "retire": ("2.9", "2.5", "3.4"),
    "emigrate": ("0.6", "0.4", "0.9"),
    "other": ("1.4", "1", "2"),
    "recruits_attrition": ("6", None, None),
}
# Answers of the two rounds, and why; the second round is still open, and not everybody has answered.
PANEL: Final = (
    (31_500, 29_600, "Every new roof needs two fitters, and the grid must grow with them."),
    (26_000, 28_200, "Firms train their own people now; the need will ease."),
    (29_400, 29_200, "Half of today's electricians retire within ten years."),
    (30_300, 29_400, "Batteries and heat pumps come on top of the roofs."),
    (27_200, None, "Prefabricated systems take a third of the hours away."),
    (28_800, 28_900, "The building permits of the last years point to this."),
    (28_500, None, "Schools send out more young people than before."),
)
# People of the occupation who work abroad and at home, month by month.
ABROAD: Final = ((-90, 61, 940), (-60, 84, 930), (-20, 118, 912))


def plant_outlook(ground: Ground) -> None:
    """Look ahead for the trade of the draft scheme, ask a panel, and enter what the origin says."""
    scheme = Scheme.objects.get(pk=ground.schemes[SCHEME].pk)
    by = ground.user("designer")
    trade = scheme.occupations.order_by("pk").get().isco08
    _projection(ground, scheme, trade, by)
    _panel(ground, scheme, trade, by)
    _safeguards(ground, scheme, trade, by)


def _projection(ground: Ground, scheme: Scheme, trade: str, by: Any) -> None:
    base = ground.today.year - 1
    outlook = open_outlook(scheme=scheme, isco08=trade, iso3="BEL", base_year=base, horizon_years=10, by=by)
    first = base - len(WOBBLE) + 1
    points = [
        GivenPoint(
            first + place,
            Decimal(FIRST + STEP * place + off),
            INVENTED,
            vintage_date=ground.day(-30),
            is_synthetic=True,
        )
        for place, off in enumerate(WOBBLE)
    ]
    record_points(outlook=outlook, points=points, by=by)
    inputs = {name: _given(*numbers) for name, numbers in INPUTS.items()}
    record_inputs(outlook=outlook, inputs=inputs, by=by)
    said = in_four_languages(source=INVENTED)["wordings"]
    DemandPoint.objects.filter(outlook=outlook).update(wordings=said, written_in="en")
    OutlookInput.objects.filter(outlook=outlook).update(wordings=said, written_in="en")
    note = in_four_languages(note="A series made for the demonstration: it shows how to read the page.")
    OccupationOutlook.objects.filter(pk=outlook.pk).update(**note)


def _given(value: str, low: str | None, high: str | None) -> GivenInput:
    ends = [Decimal(end) if end else None for end in (low, high)]
    return GivenInput(Decimal(value), ends[0], ends[1], INVENTED, is_synthetic=True)


def _panel(ground: Ground, scheme: Scheme, trade: str, by: Any) -> None:
    words = in_four_languages(question="How many building electricians will be wanted in ten years?", unit="people")
    soon = timezone.localdate() + timedelta(days=21)
    study = open_study(
        scheme=scheme, question=words["question"], unit=words["unit"], occupations=[trade], closes_date=soon,
        iso3="BEL", year=ground.today.year + 9, within=Decimal(800), by=by,
    )  # fmt: skip
    DelphiStudy.objects.filter(pk=study.pk).update(**words, is_invented=True)
    names = ground.user("designer")
    invite(study=study, name=names.full_name, address=names.email, by=by)
    for place in range(1, len(PANEL)):
        invite(study=study, name=f"Expert {place + 1}", address=f"expert{place + 1}@demo.corridor.example", by=by)
    experts = list(study.experts.order_by("pseudonym"))
    for expert, (value, _second, reason) in zip(experts, PANEL, strict=True):
        answer(expert=expert, estimates={trade: Estimate(Decimal(value), reason)})
    next_round(study=study, closes_date=soon, by=by)
    for expert, (_first, second, reason) in zip(experts[1:], PANEL[1:], strict=True):
        if second is not None:
            answer(expert=expert, estimates={trade: Estimate(Decimal(second), reason)})
    for row in DelphiAnswer.objects.filter(round__study=study):
        DelphiAnswer.objects.filter(pk=row.pk).update(**in_four_languages(reason=row.reason))


def _safeguards(ground: Ground, scheme: Scheme, trade: str, by: Any) -> None:
    words = in_four_languages(stated_by="Employment service of the country of origin", source=INVENTED)
    statement = DrainStatement(
        scheme=scheme, kind=DrainStatement.Kind.SURPLUS, statement_date=ground.day(-40),
        valid_until_date=ground.day(325), is_invented=True, origin_iso3="TUN", isco08=trade, **words,
    )  # fmt: skip
    state(statement=statement, by=by)
    for day, abroad, home in ABROAD:
        read_indicator(
            scheme=scheme, origin_iso3="TUN", isco08=trade, indicator="emigration_rate", reading_date=ground.day(day),
            counts={"abroad": abroad, "home": home}, source=INVENTED, is_invented=True, by=by,
        )  # fmt: skip
