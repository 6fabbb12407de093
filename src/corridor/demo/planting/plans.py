"""Training plans, fairness reports and planned numbers, by the real services."""

from corridor.delivery.recruitment.runs import Wish
from corridor.delivery.recruitment.services.planning import (
    request_fairness_report,
    request_nomination_plan,
    request_training_plan,
)
from corridor.demo.planting.ground import Ground
from corridor.design.schemes.models import Scheme


def plant_plans(ground: Ground, reference: str) -> None:
    """Make the plans and the report of one scheme, as its offices would."""
    scheme = Scheme.objects.get(pk=ground.schemes[reference].pk)
    request_training_plan(scheme=scheme, by=None)
    request_fairness_report(scheme=scheme, today=ground.day(0), by=None)
    corridor = scheme.corridors.order_by("pk").first()
    target = scheme.target_placements
    if corridor and target:
        origin = f"{corridor.origin_iso3}-{corridor.destination_iso3}"
        wish = Wish(target, target + 1 + target // 5, 0.75, 0.25, origin)
        request_nomination_plan(scheme=scheme, vacancy=None, wish=wish, by=None)
