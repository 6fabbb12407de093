"""The large-pool capital gives the risk weights that the Basel Committee printed in 2006.

Basel II, comprehensive version, annex 5: residential mortgages (correlation 0.15) and qualifying revolving retail
exposures (correlation 0.04), neither with an adjustment for maturity. A risk weight is 12.5 times the capital for the
loss beyond the expected one, at a confidence of 99.9 %.
"""

import pytest

from corridor.engines.instruments import correlated_guarantee

# Percent of default: mortgages with a loss of 45 % and 25 %, revolving retail with a loss of 45 % and 85 %.
PRINTED = {
    0.10: (10.69, 5.94, 2.71, 5.12),
    0.25: (21.30, 11.83, 5.76, 10.88),
    0.40: (29.94, 16.64, 8.41, 15.88),
    0.50: (35.08, 19.49, 10.04, 18.97),
    0.75: (46.46, 25.81, 13.80, 26.06),
    1.00: (56.40, 31.33, 17.22, 32.53),
    1.30: (67.00, 37.22, 21.02, 39.70),
    1.50: (73.45, 40.80, 23.40, 44.19),
    2.00: (87.94, 48.85, 28.92, 54.63),
}
COLUMNS = ((0.15, 0.45), (0.15, 0.25), (0.04, 0.45), (0.04, 0.85))


@pytest.mark.parametrize("percent", PRINTED)
def test_the_large_pool_gives_the_printed_risk_weights(percent):
    weights = []
    for rho, lgd in COLUMNS:
        found = correlated_guarantee(1, 1, percent / 100, lgd, 1, 0.999, rho)
        weights.append(100 * 12.5 * (found.large_pool_capital - found.expected_loss))

    # One unit of the last printed digit: the print itself is up to 0.006 off the formula.
    assert weights == pytest.approx(PRINTED[percent], abs=0.01)
