"""Claims as an early warning, and the days on which a member is covered."""

from datetime import date

import pytest

from corridor.engines.instruments.welfare import (
    ClaimCount,
    CoverState,
    Membership,
    Signal,
    benefit_cover,
    claim_signals,
)
from corridor.engines.instruments.welfare.reference import lowest_and_highest
from corridor.engines.instruments.welfare.signals import fewest, most
from corridor.kernel.errors import InputError

YARDSTICK = [("injury", 2.0)]


def signal(claims, years, **changes):
    return claim_signals([ClaimCount("A", "injury", claims, years)], rates_per_1000_year=YARDSTICK, **changes).signals[
        0
    ]


def test_a_rate_has_its_exact_interval():
    found = signal(10, 4000)

    assert found.rate == 2.5
    # Garwood's limits for ten events, as tables print them: 4.795 to 18.39.
    assert (found.rate_low * 4, found.rate_high * 4) == pytest.approx((4.795, 18.391), abs=1e-3)


def test_no_claim_has_an_upper_limit_all_the_same():
    found = signal(0, 1000)

    assert (found.rate, found.rate_low) == (0, 0)
    assert found.rate_high == pytest.approx(3.689, abs=1e-3)


def test_a_limit_is_the_last_count_that_chance_explains():
    within, above = signal(7, 1000), signal(9, 1000)

    assert within.expected == 2
    assert within.upper_limit == 8
    assert (within.signal, above.signal) == (Signal.WITHIN, Signal.HIGH)
    assert above.p_more < 0.001 < signal(8, 1000).p_more


def test_silence_is_a_signal_too():
    quiet, small = signal(0, 10_000), signal(0, 1000)

    assert (quiet.signal, small.signal) == (Signal.LOW, Signal.WITHIN)
    assert quiet.lower_limit > 0 == small.lower_limit


@pytest.mark.parametrize("expected", [0.0, 0.3, 2.0, 6.9, 30.0, 400.0])
def test_limits_agree_with_adding_probabilities(expected):
    assert (fewest(expected, 0.001), most(expected, 0.001)) == lowest_and_highest(expected, 0.001)


def test_without_a_yardstick_all_groups_together_are_one():
    counts = [ClaimCount("A", "injury", 30, 5000), ClaimCount("B", "injury", 10, 15_000)]

    found = claim_signals(counts)

    assert found.rates == (("injury", 2.0),)
    assert [each.signal for each in found.signals] == [Signal.HIGH, Signal.LOW]


def test_causes_have_yardsticks_of_their_own():
    counts = [
        ClaimCount("A", "injury", 10, 1000),
        ClaimCount("A", "dismissal", 0, 1000),
        ClaimCount("B", "injury", 10, 1000),
        ClaimCount("B", "dismissal", 2, 1000),
    ]

    found = claim_signals(counts)

    assert dict(found.rates) == {"injury": 10, "dismissal": 1}
    assert {each.signal for each in found.signals} == {Signal.WITHIN}


def test_a_group_without_years_has_no_rate():
    found = claim_signals([ClaimCount("A", "injury", 0, 0)]).signals[0]

    assert (found.rate, found.rate_low, found.rate_high, found.signal) == (None, None, None, Signal.WITHIN)


def test_false_alarms_are_counted_beforehand():
    found = claim_signals([ClaimCount(str(n), "injury", 2, 1000) for n in range(50)], control=0.99)

    assert found.false_alarms_at_most == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ([], "claims"),
        ([ClaimCount("A", "injury", -1, 10)], "claims.0.claims"),
        ([ClaimCount("A", "injury", 1, -10)], "claims.0.contract_years"),
        ([ClaimCount("A", "injury", 3, 0)], "3 claims"),
        ([ClaimCount("A", "injury", 1, 10)] * 2, "twice"),
    ],
)
def test_counts_that_cannot_be_read_are_refused(counts, word):
    with pytest.raises(InputError) as refused:
        claim_signals(counts)

    assert word in refused.value.sentence()
    assert refused.value.advice()


def test_limits_without_any_chance_are_refused():
    with pytest.raises(InputError, match="control"):
        claim_signals([ClaimCount("A", "injury", 1, 10)], control=1)


MEMBER = {"begin_date": date(2026, 1, 1), "contract_end_date": date(2027, 12, 31)}
BACK = {"return_date": date(2028, 1, 10)}
NEW = {"new_contract_date": date(2028, 2, 1)}


@pytest.mark.parametrize(
    ("dates", "on", "state", "last"),
    [
        ({}, date(2025, 12, 31), CoverState.NOT_YET, None),
        ({}, date(2026, 1, 1), CoverState.CONTRACT, date(2027, 12, 31)),
        ({}, date(2027, 12, 31), CoverState.CONTRACT, date(2027, 12, 31)),
        ({}, date(2028, 1, 1), CoverState.ABROAD_AFTER_CONTRACT, None),
        (BACK, date(2028, 1, 9), CoverState.ABROAD_AFTER_CONTRACT, None),
        (BACK, date(2028, 7, 10), CoverState.AFTER_RETURN, date(2028, 7, 10)),
        (BACK, date(2028, 7, 11), CoverState.EXPIRED, date(2028, 7, 10)),
        ({"return_date": date(2026, 8, 31)}, date(2027, 2, 28), CoverState.AFTER_RETURN, date(2027, 2, 28)),
        ({"return_date": date(2026, 8, 31)}, date(2027, 3, 1), CoverState.EXPIRED, date(2027, 2, 28)),
        (NEW, date(2028, 1, 31), CoverState.ABROAD_AFTER_CONTRACT, None),
        (NEW, date(2028, 2, 1), CoverState.LAPSED_BY_NEW_CONTRACT, date(2028, 1, 31)),
        (NEW | {"registered_again_date": date(2028, 2, 1)}, date(2028, 2, 1), CoverState.ABROAD_AFTER_CONTRACT, None),
        (
            NEW | {"registered_again_date": date(2028, 3, 1)},
            date(2028, 4, 1),
            CoverState.LAPSED_BY_NEW_CONTRACT,
            date(2028, 1, 31),
        ),
        (BACK | NEW, date(2028, 4, 1), CoverState.AFTER_RETURN, date(2028, 7, 10)),
        (
            NEW | {"return_date": date(2028, 3, 1)},
            date(2028, 4, 1),
            CoverState.LAPSED_BY_NEW_CONTRACT,
            date(2028, 1, 31),
        ),
    ],
)
def test_cover_follows_the_contract_the_return_and_the_registration(dates, on, state, last):
    found = benefit_cover(Membership(**MEMBER, **dates), on)

    assert (found.state, found.last_date) == (state, last)
    assert found.is_covered == (state in ("contract", "abroad_after_contract", "after_return"))


def test_a_new_contract_asks_for_registration_until_it_is_registered():
    member = Membership(**MEMBER, **NEW, registered_again_date=date(2028, 3, 1))

    asked = [
        benefit_cover(member, on).needs_registration for on in (date(2028, 1, 31), date(2028, 2, 1), date(2028, 3, 1))
    ]

    assert asked == [False, True, False]


def test_a_fund_may_give_other_months_after_return():
    member = Membership(**MEMBER, **BACK)

    assert benefit_cover(member, date(2028, 1, 10), months_after_return=0).is_covered
    assert not benefit_cover(member, date(2028, 1, 11), months_after_return=0).is_covered
    assert benefit_cover(member, date(2029, 1, 10), months_after_return=12).is_covered
    assert benefit_cover(member, date(9000, 1, 1), months_after_return=10**6).last_date == date.max


@pytest.mark.parametrize("name", ["contract_end_date", "return_date", "new_contract_date"])
def test_dates_out_of_order_are_refused(name):
    with pytest.raises(InputError, match="2025-01-01") as refused:
        benefit_cover(Membership(**MEMBER | {name: date(2025, 1, 1)}), date(2026, 5, 5))

    assert refused.value.field == name
    assert refused.value.advice()


def test_months_after_return_are_a_count():
    with pytest.raises(InputError, match="months_after_return"):
        benefit_cover(Membership(**MEMBER), date(2026, 5, 5), months_after_return=-1)
