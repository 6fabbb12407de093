import numpy as np
from hypothesis import given, settings, strategies as st
from hypothesis.extra import numpy as hnp

from corridor.engines.disclosure import audit_table, protect_table, round_counts, with_totals
from corridor.engines.disclosure.reference import bounds_by_trial

SHAPES = st.sampled_from([(2,), (4,), (1, 2), (2, 2), (2, 3), (3, 3), (4, 2)])
COUNTS = SHAPES.flatmap(lambda shape: hnp.arrays(np.int64, shape, elements=st.integers(0, 30)))
SMALL = st.sampled_from([(3,), (2, 2), (2, 3)]).flatmap(
    lambda shape: hnp.arrays(np.int64, shape, elements=st.integers(0, 2))
)


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.integers(2, 12))
def test_a_protected_table_shows_only_true_values_and_no_small_one_can_be_derived(counts, threshold):
    table = with_totals(counts)

    protected = protect_table(counts, threshold=threshold)

    shown = ~protected.is_hidden
    assert np.array_equal(protected.values[shown], table[shown])
    assert not ((table > 0) & (table < threshold) & shown).any()
    again = audit_table(protected.values)
    assert again.is_safe
    assert (again.low <= table).all()
    assert (table <= again.high).all()
    widths = (again.high - again.low)[(table > 0) & (table < threshold)]
    assert (widths >= threshold - 1).all()


@settings(max_examples=40, deadline=None)
@given(SMALL, st.data())
def test_the_audit_equals_trying_every_table(counts, data):
    values = with_totals(counts).astype(float)
    # Totals stay visible, so that every hidden cell is bounded and all tables can be tried.
    inner = list(np.ndindex(counts.shape))
    for cell in data.draw(st.lists(st.sampled_from(inner), unique=True, max_size=3)):
        values[cell] = np.nan

    audit = audit_table(values)
    low, high = bounds_by_trial(values, greatest=int(counts.sum()))

    assert np.array_equal(audit.low, low)
    assert np.array_equal(audit.high, high)


@given(hnp.arrays(np.int64, (5,), elements=st.integers(0, 10_000)), st.integers(2, 50))
def test_a_rounded_count_is_a_multiple_near_the_count(counts, base):
    rounded = round_counts(counts, base=base).values

    assert (rounded % base == 0).all()
    assert (2 * np.abs(rounded - counts) <= base).all()
