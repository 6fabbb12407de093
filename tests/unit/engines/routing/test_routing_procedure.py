"""The fastest and the cheapest lawful way through a procedure."""

import pytest

from corridor.engines.routing import RouteStep, find_routes, procedure as module
from corridor.kernel.errors import InputError

# Worked by hand. A language test, then a visa at the consulate (40 days, 60 EUR) or at a visa centre (10 days, 130 EUR,
# which wants biometrics first: 3 days, 30 EUR), then the journey.
STEPS = [
    RouteStep("test", 20, {"donor": 100}),
    RouteStep("consulate", 40, {"employer": 60}, (frozenset({"test"}),)),
    RouteStep("biometrics", 3, {"employer": 30}),
    RouteStep("centre", 10, {"employer": 130}, (frozenset({"test"}), frozenset({"biometrics"}))),
    RouteStep("journey", 2, {"employer": 400}, (frozenset({"consulate", "centre"}),)),
]
GOAL = frozenset({"journey"})


def test_the_fastest_route_goes_through_the_visa_centre():
    route = find_routes(STEPS, GOAL).fastest

    assert set(route.steps) == {"test", "biometrics", "centre", "journey"}
    assert (route.days, route.critical_path) == (32, ("test", "centre", "journey"))
    assert (route.cost_eur, dict(route.cost_by_payer)) == (660, {"donor": 100, "employer": 560})


def test_the_cheapest_route_goes_through_the_consulate():
    route = find_routes(STEPS, GOAL).cheapest

    assert route.steps == ("test", "consulate", "journey")
    assert (route.days, route.cost_eur) == (62, 560)


def test_steps_stand_in_an_order_in_which_they_can_be_worked():
    steps = find_routes(STEPS, GOAL).fastest.steps

    assert steps.index("test") < steps.index("centre") < steps.index("journey")


def test_costs_may_be_kept_low_for_one_payer():
    steps = [
        RouteStep("paid_by_worker", 1, {"worker": 10}),
        RouteStep("paid_by_employer", 1, {"employer": 90}),
        RouteStep("visa", 1, {}, (frozenset({"paid_by_worker", "paid_by_employer"}),)),
    ]

    assert find_routes(steps, frozenset({"visa"})).cheapest.steps[0] == "paid_by_worker"
    assert find_routes(steps, frozenset({"visa"}), payer="worker").cheapest.steps[0] == "paid_by_employer"


def test_an_unlawful_step_is_never_part_of_a_route():
    steps = [
        RouteStep("broker", 1, {"worker": 0}, is_lawful=False),
        RouteStep("agency", 30, {"employer": 500}),
        RouteStep("job", 1, {}, (frozenset({"broker", "agency"}),)),
    ]

    found = find_routes(steps, frozenset({"job"}))

    assert found.fastest.steps == found.cheapest.steps == ("agency", "job")


def test_where_no_lawful_way_exists_the_steps_in_the_way_are_named():
    steps = [RouteStep("broker", is_lawful=False), RouteStep("job", 1, {}, (frozenset({"broker"}),))]

    found = find_routes(steps, frozenset({"job"}))

    assert (found.fastest, found.cheapest, found.blocked_by) == (None, None, ("broker",))


def test_unknown_days_and_fees_are_named_not_guessed():
    steps = [RouteStep("permit", None, {"employer": None}), RouteStep("visa", 5, {}, (frozenset({"permit"}),))]

    route = find_routes(steps, frozenset({"visa"})).fastest

    assert (route.days, route.unknown_days, route.unknown_fees) == (5, ("permit",), ("permit",))


def test_one_step_that_serves_two_others_is_paid_once():
    steps = [
        RouteStep("translation", 1, {"employer": 50}),
        RouteStep("recognition", 1, {}, (frozenset({"translation"}),)),
        RouteStep("visa", 1, {}, (frozenset({"translation"}), frozenset({"recognition"}))),
    ]

    assert find_routes(steps, frozenset({"visa"})).cheapest.cost_eur == 50


@pytest.mark.parametrize(
    "steps",
    [
        [RouteStep("visa", 1, {}, (frozenset({"permit"}),))],
        [RouteStep("visa", 1, {}, (frozenset(),))],
        [RouteStep("visa"), RouteStep("visa")],
        [RouteStep("visa", -1)],
        [RouteStep("visa", 1, {"employer": -5})],
        [RouteStep("visa", 1, {}, (frozenset({"permit"}),)), RouteStep("permit", 1, {}, (frozenset({"visa"}),))],
        [RouteStep("permit")],
    ],
)
def test_an_impossible_procedure_is_refused(steps):
    with pytest.raises(InputError):
        find_routes(steps, frozenset({"visa"}))


def test_a_procedure_with_too_many_ways_is_refused_rather_than_searched_for_ever(monkeypatch):
    monkeypatch.setattr(module, "MOST_WAYS", 3)
    pairs = [(RouteStep(f"a{n}", 1, {"x": 1}), RouteStep(f"b{n}", 1, {"x": 1})) for n in range(4)]
    groups = tuple(frozenset(step.code for step in pair) for pair in pairs)

    with pytest.raises(InputError, match="more than 3 ways"):
        find_routes([*(step for pair in pairs for step in pair), RouteStep("end", 1, {}, groups)], frozenset({"end"}))
