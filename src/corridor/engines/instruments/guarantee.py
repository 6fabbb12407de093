"""A joint guarantee fund: the loss to expect, and the capital that a bad year needs.

The number of defaults follows the binomial law, or a law in which defaults come together: one factor that all share
(Vasicek), or a default probability that is itself drawn (beta-binomial).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, betaln, gammaln, ndtr, ndtri

from corridor.engines.compute import above_zero, finite, share
from corridor.engines.costing.exact import Number
from corridor.engines.instruments.terms import term
from corridor.kernel.errors import N_, InputError

POOL_MOST = 1_000_000
CORRELATION_MOST = 0.99
# The factor from -9 to 9 standard deviations: what lies outside has a probability of 2e-19.
FACTOR = np.linspace(-9.0, 9.0, 4001)
FACTOR_WEIGHTS = np.exp(-(FACTOR**2) / 2) / np.exp(-(FACTOR**2) / 2).sum()
# A probability that falls short of the confidence only by rounding reaches it.
TIE = 1e-12


@dataclass(frozen=True, slots=True)
class GuaranteeFund:
    """A guarantee over loans that default independently of each other.

    `capital` pays for `defaults_q` defaults, the number not exceeded with the confidence asked for; `fee_rate` is the
    fee on the amount lent that pays for the expected loss; `leverage` is money lent over capital, None without capital.
    """

    expected_loss: float
    defaults_q: int
    capital: float
    fee_rate: float
    leverage: float | None
    exposure_total: float
    loss_per_default: float
    unexpected_loss: float


@dataclass(frozen=True, slots=True)
class DefaultModel:
    """The defaults not exceeded and the capital under one law of the number of defaults."""

    name: str
    defaults_q: int
    capital: float
    leverage: float | None


@dataclass(frozen=True, slots=True)
class CorrelatedGuarantee:
    """The capital of a guarantee when defaults come together, beside the capital when they do not.

    `default_correlation` is the correlation of two loans' defaults that follows from the correlation of the factor;
    the beta-binomial law has the same one. `large_pool_capital` is the Vasicek capital of infinitely many small loans.
    """

    expected_loss: float
    correlation: float
    default_correlation: float
    independent: DefaultModel
    vasicek: DefaultModel
    beta_binomial: DefaultModel
    large_pool_capital: float


@dataclass(frozen=True, slots=True)
class _Pool:
    loans: int
    lent: float
    default: float
    loss: float
    confidence: float

    def model(self, name: str, below: Callable[[int], float]) -> DefaultModel:
        defaults = _quantile(below, self.loans, self.confidence)
        capital = defaults * self.loss
        return DefaultModel(name, defaults, capital, self.loans * self.lent / capital if capital > 0 else None)


def _quantile(below: Callable[[int], float], most: int, confidence: float) -> int:
    """Return the smallest count with P(count or fewer) at the confidence or above. O(log n) evaluations."""
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        if below(middle) >= confidence - TIE:
            high = middle
        else:
            low = middle + 1
    return low


def _pool(n: int, exposure: Number, pd: Number, lgd: Number, cover: Number, confidence: Number) -> _Pool:
    loans = term(n, "n", most=POOL_MOST)
    lent = float(above_zero(exposure, "exposure"))
    default = float(share(pd, "pd"))
    loss = lent * float(share(lgd, "lgd")) * float(share(cover, "cover"))
    if not 0 < finite(confidence, "confidence") < 1:
        raise InputError(
            N_("The confidence is %(value)s; it lies above 0 and below 1."),
            hint=N_("Write 99 percent as 0.99; no capital is enough for certain unless it covers every loan."),
            field="confidence",
            params={"value": confidence},
        )
    return _Pool(loans, lent, default, loss, float(confidence))


def _binomial_below(pool: _Pool) -> Callable[[int], float]:
    return lambda count: float(bdtr(count, pool.loans, pool.default))


def guarantee_fund(
    n: int, exposure: Number, pd: Number, lgd: Number, cover: Number, confidence: Number
) -> GuaranteeFund:
    """Compute expected loss and capital of a guarantee over loans that default independently.

    Parameters
    ----------
    n : loans of equal size
    exposure : amount of one loan
    pd : probability that a loan defaults: the worker is not deployed, or leaves before repayment
    lgd : share of a defaulted loan that is lost
    cover : share of that loss that the fund bears
    confidence : probability with which the capital is enough, 0.99 for 99 %

    Returns
    -------
    Expected loss, capital, the fee that pays for the expected loss, and leverage. Defaults that come together
    need more capital than this: see `correlated_guarantee`.

    Raises
    ------
    InputError : no loan, a loan without amount, a share outside 0 to 1, a confidence of 0 or 1

    Source: docs/methods/instruments.md, Guarantee fund.
    """
    pool = _pool(n, exposure, pd, lgd, cover, confidence)
    model = pool.model("independent", _binomial_below(pool))
    expected = pool.loans * pool.default * pool.loss
    return GuaranteeFund(
        expected_loss=expected,
        defaults_q=model.defaults_q,
        capital=model.capital,
        fee_rate=pool.default * pool.loss / pool.lent,
        leverage=model.leverage,
        exposure_total=pool.loans * pool.lent,
        loss_per_default=pool.loss,
        unexpected_loss=model.capital - expected,
    )


def _conditional_defaults(default: float, correlation: float) -> NDArray[np.float64]:
    """Return the default probability at every value of the factor; a low factor is a bad year."""
    shifted = (ndtri(default) - np.sqrt(correlation) * FACTOR) / np.sqrt(1 - correlation)
    return np.asarray(ndtr(shifted), dtype=np.float64)


def _beta_binomial_below(pool: _Pool, together: float) -> Callable[[int], float]:
    """Return the distribution function of the beta-binomial law whose defaults correlate as given."""
    if together <= 0 or pool.default in (0, 1):
        return _binomial_below(pool)
    total = (1 - together) / together
    first, second = pool.default * total, (1 - pool.default) * total
    counts = np.arange(pool.loans + 1)
    ways = gammaln(pool.loans + 1) - gammaln(counts + 1) - gammaln(pool.loans - counts + 1)
    logs = ways + betaln(counts + first, pool.loans - counts + second) - betaln(first, second)
    cumulative = np.cumsum(np.exp(logs))
    return lambda count: float(cumulative[count] / cumulative[-1])


def _large_pool_share(default: float, correlation: float, confidence: float) -> float:
    worst = (ndtri(default) + np.sqrt(correlation) * ndtri(confidence)) / np.sqrt(1 - correlation)
    return float(ndtr(worst))


def correlated_guarantee(
    n: int,
    exposure: Number,
    pd: Number,
    lgd: Number,
    cover: Number,
    confidence: Number,
    correlation: Number,
) -> CorrelatedGuarantee:
    """Compute the capital of a guarantee whose loans default together in bad years.

    Parameters
    ----------
    n, exposure, pd, lgd, cover, confidence : as in `guarantee_fund`
    correlation : correlation of two loans with each other through the factor that all share, 0 to 0.99

    Returns
    -------
    Defaults and capital under independence, under the one-factor law for this finite pool, and under the beta-binomial
    law with the same correlation of defaults; the limit of a large pool beside them. O(4001 log n + n).

    Raises
    ------
    InputError : as in `guarantee_fund`; a correlation outside 0 to 0.99

    Source: Vasicek (2002); docs/methods/instruments.md, Defaults that come together.
    """
    pool = _pool(n, exposure, pd, lgd, cover, confidence)
    if not 0 <= finite(correlation, "correlation") <= CORRELATION_MOST:
        raise InputError(
            N_("The correlation is %(value)s; it lies between 0 and %(most)s."),
            hint=N_("Loans that always default together are one loan: lower the correlation or the number of loans."),
            field="correlation",
            params={"value": correlation, "most": CORRELATION_MOST},
        )
    rho = float(correlation)
    given = _conditional_defaults(pool.default, rho)
    spread = pool.default * (1 - pool.default)
    together = max(float(FACTOR_WEIGHTS @ given**2) - pool.default**2, 0.0) / spread if spread > 0 and rho > 0 else 0.0
    return CorrelatedGuarantee(
        expected_loss=pool.loans * pool.default * pool.loss,
        correlation=rho,
        default_correlation=together,
        independent=pool.model("independent", _binomial_below(pool)),
        vasicek=pool.model("vasicek", lambda count: float(FACTOR_WEIGHTS @ bdtr(count, pool.loans, given))),
        beta_binomial=pool.model("beta_binomial", _beta_binomial_below(pool, together)),
        large_pool_capital=pool.loans * pool.loss * _large_pool_share(pool.default, rho, pool.confidence),
    )
