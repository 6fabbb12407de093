"""Generated cases of the screening calls, expected values from other tools, through the runner of worked examples.

pymcdm gives TOPSIS and PROMETHEE II with one function, scikit-criteria the weighted sum and TOPSIS, ahpy weights and
consistency of comparisons, scipy rank correlations and roots; what no tool computes is written out again here.
"""

import argparse
import json
import warnings
from functools import cache
from itertools import combinations, pairwise, product

import ahpy
import numpy as np
import pytest
import skcriteria
from pymcdm.methods import PROMETHEE_II, TOPSIS, WSM
from pymcdm.normalizations import minmax_normalization, sum_normalization, vector_normalization
from scipy import optimize, stats
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.agg.topsis import TOPSIS as SKC_TOPSIS
from skcriteria.preprocessing.scalers import VectorScaler

from corridor.batch import case
from corridor.engines.screening import RANDOM_INDEX, Alternative, Criterion, ahp_weights, wsm

TIMES = 8
SEED = 20261123
# ahpy's table is that of Saaty (2005), Corridor's that of Saaty (1980): the indices below them are the same.
SAATY_2005 = {3: 0.52, 4: 0.89, 5: 1.11, 6: 1.25, 7: 1.35, 8: 1.40, 9: 1.45, 10: 1.49}


def cases_of(call, make, times=TIMES, tol=1e-9, kind="exact"):
    """Return cases of one call, each from inputs and expectations that `make` draws."""
    rng = np.random.default_rng([SEED, *make.__name__.encode()])
    drawn = [make(rng) for _ in range(times)]
    return [
        {
            "id": f"{make.__name__}-{n}",
            "call": f"screening.{call}",
            "kind": kind,
            "given": given,
            "expect": expect,
            "tol": tol,
        }
        for n, (given, expect) in enumerate(drawn)
    ]


def decision(rng):
    """Return a table of different sizes and units, with weights and types."""
    n, m = int(rng.integers(2, 9)), int(rng.integers(1, 7))
    matrix = rng.uniform(1, 10, (n, m)) * 10.0 ** rng.integers(-2, 5, m)
    weights = rng.uniform(0.1, 5, m)
    types = rng.choice([1, -1], m)
    return {"matrix": matrix.tolist(), "weights": weights.tolist(), "types": types.tolist()}


def arrays(given):
    weights = np.array(given["weights"])
    return np.array(given["matrix"]), weights / weights.sum(), np.array(given["types"])


def asked(tool, *table):
    """Return what pymcdm answers, without its advice to leave out an alternative that is better than all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return tool(*table)


def topsis_by_vector(rng):
    given = decision(rng)
    closeness = asked(TOPSIS(vector_normalization), *arrays(given))
    rank = stats.rankdata(-closeness, method="min").astype(int)
    return given | {"normalisation": "vector"}, {"closeness": closeness.tolist(), "rank": rank.tolist()}


def topsis_by_range(rng):
    given = decision(rng)
    return given | {"normalisation": "minmax"}, {
        "closeness": asked(TOPSIS(minmax_normalization), *arrays(given)).tolist()
    }


def promethee_of(name, ours):
    """Return a maker of PROMETHEE II cases with one function for all criteria."""

    def make(rng):
        given = decision(rng)
        matrix, weights, types = arrays(given)
        spread = np.ptp(matrix, axis=0) + 1e-3
        q, p = (spread * rng.uniform(*ends, len(spread)) for ends in ((0.05, 0.3), (0.4, 0.9)))
        # A fresh object for every table: pymcdm keeps its functions in a generator that the first call uses up.
        plus_p, plus_q = ours in ("vshape", "level", "linear"), ours in ("ushape", "level", "linear")
        tool = PROMETHEE_II(name, p=p if plus_p else None, q=q if plus_q else None)
        functions = [{"type": ours, "q": a, "p": b} for a, b in zip(q.tolist(), p.tolist(), strict=True)]
        return given | {"functions": functions}, {"net": asked(tool, matrix, weights, types).tolist()}

    make.__name__ = f"promethee_{ours}"
    return make


def promethee_mixed(rng):
    given = decision(rng)
    matrix, weights, types = arrays(given)
    kinds = rng.choice(["usual", "ushape", "vshape", "level", "linear", "gauss"], len(weights))
    functions, net = [], np.zeros(len(matrix))
    for k, kind in enumerate(kinds):
        q, p, s = np.ptp(matrix[:, k]) * np.array([0.2, 0.6, 0.3]) + 1e-3
        functions.append({"type": str(kind), "q": float(q), "p": float(p), "s": float(s)})
        for a, b in product(range(len(matrix)), repeat=2):
            preferred = by_hand(kind, types[k] * (matrix[a, k] - matrix[b, k]), q, p, s)
            net[a] += weights[k] * preferred / (len(matrix) - 1)
            net[b] -= weights[k] * preferred / (len(matrix) - 1)
    return given | {"functions": functions}, {
        "net": net.tolist(),
        "ranking": [int(place) + 1 for place in np.argsort(-net)],
    }


def by_hand(kind, d, q, p, s):
    if d <= 0:
        return 0.0
    steps = {
        "usual": 1.0,
        "ushape": float(d > q),
        "vshape": min(1.0, d / p),
        "level": 0.5 * (d > q) + 0.5 * (d > p),
        "linear": min(1.0, max(0.0, (d - q) / (p - q))),
        "gauss": 1 - float(np.exp(-d * d / (2 * s * s))),
    }
    return steps[str(kind)]


def compared(rng, n, noise):
    """Return reciprocal comparisons of n items whose contradictions grow with the noise."""
    true = rng.uniform(1, 6, n)
    table = np.ones((n, n))
    for i, j in combinations(range(n), 2):
        table[i, j] = true[i] / true[j] * np.exp(rng.normal(0, noise))
        table[j, i] = 1 / table[i, j]
    return table


def by_ahpy(table):
    names = [f"i{n}" for n in range(len(table))]
    pairs = {(names[i], names[j]): float(table[i, j]) for i, j in combinations(range(len(table)), 2)}
    tool = ahpy.Compare("items", pairs, precision=14, random_index="saaty")
    return [tool.target_weights[name] for name in names], tool.consistency_ratio


def comparisons(rng):
    n = int(rng.integers(3, 11))
    table = compared(rng, n, rng.choice([0, 0.2, 0.8, 1.6]))
    weights, ratio = by_ahpy(table)
    ci = ratio * SAATY_2005[n]
    cr = ci / RANDOM_INDEX[n]
    return {"matrix": table.tolist()}, {"weights": weights, "ci": ci, "cr": cr, "consistent": bool(cr <= 0.1)}


def hierarchy(rng):
    m, n = int(rng.integers(2, 6)), int(rng.integers(2, 6))
    criteria, tables = compared(rng, m, 0.2), [compared(rng, n, 0.2) for _ in range(m)]
    weights = by_ahpy(criteria)[0]
    local = [by_ahpy(table)[0] for table in tables]
    return {"criteria": criteria.tolist(), "alternatives": [table.tolist() for table in tables]}, {
        "weights": weights,
        "local": local,
        "priority": (np.array(weights) @ np.array(local)).tolist(),
    }


def rank_correlation(rng):
    n = int(rng.integers(3, 12))
    first, second = rng.permutation(n) + 1, rng.integers(1, n + 1, n)
    second[:2] = [1, n]
    return {"r1": first.tolist(), "r2": second.tolist()}, {
        "tau": float(stats.kendalltau(first, second).statistic),
        "spearman": float(stats.spearmanr(first, second).statistic),
    }


def reversal_by_sum(rng):
    """Draw tables until one more alternative turns others around, or until it does not."""
    wanted = bool(rng.random() < 0.5)
    while True:
        n, m = int(rng.integers(3, 7)), int(rng.integers(2, 5))
        scores, weights = rng.integers(1, 10, (n, m)).astype(float), rng.uniform(0.1, 1, m)
        added, share, up = int(rng.integers(n)), weights / weights.sum(), np.ones(m)
        tables = np.delete(scores, added, 0), scores
        before, after = (asked(WSM(sum_normalization), table, share, up) for table in tables)
        kept = np.delete(after, added)
        turned = [(before[i] - before[j]) * (kept[i] - kept[j]) for i, j in combinations(range(n - 1), 2)]
        if min(map(abs, turned)) > 1e-9 and (min(turned) < 0) == wanted:
            return {"scores": scores.tolist(), "added": added, "weights": weights.tolist()}, {
                "before": before.tolist(),
                "after": after.tolist(),
                "reversal": wanted,
            }


def dominance(rng):
    n, m = int(rng.integers(2, 10)), int(rng.integers(1, 4))
    values, types = rng.integers(0, 5, (n, m)), rng.choice([1, -1], m)
    names = [f"a{i}" for i in range(n)]
    table = skcriteria.mkdm(values, types.tolist(), alternatives=names)
    dominated = table.dominance.dominated()
    return {"alts": dict(zip(names, values.tolist(), strict=True)), "types": types.tolist()}, {
        "pareto": [name for name in names if not dominated[name]],
        "dominated": [name for name in names if dominated[name]],
    }


def switching(rng):
    a, b = rng.uniform(0, 1, 2), rng.uniform(0, 1, 2)

    def lead(weight):
        return weight * (a[0] - b[0]) + (1 - weight) * (a[1] - b[1])

    root = optimize.brentq(lead, 0, 1, xtol=1e-14) if lead(0) * lead(1) < 0 else None
    return {"a": a.tolist(), "b": b.tolist()}, {"switch_weight": root}


def interval(rng):
    names = [f"c{k}" for k in range(int(rng.integers(1, 6)))]
    weights = {name: round(rng.uniform(0.1, 5), 3) for name in names}
    values = {name: None if rng.random() < 0.4 else round(rng.uniform(0, 1), 3) for name in names}
    total = sum(weights.values())
    corners = [
        sum(weights[n] * (fill if values[n] is None else values[n]) for n in names) / total for fill in (0.0, 1.0)
    ]
    known = [name for name in names if values[name] is not None]
    mean = np.average([values[n] for n in known], weights=[weights[n] for n in known]) if known else None
    return {"weights": weights, "values": values}, {
        "low": corners[0],
        "high": corners[1],
        "coverage": sum(weights[n] for n in known) / total,
        "renormalised": None if mean is None else float(mean),
    }


def exact_shares(scores):
    """Return rank acceptabilities on two criteria: between two crossings nobody changes places."""
    names = list(scores)
    cuts = {0.0, 1.0}
    for one, other in combinations(scores.values(), 2):
        lead, rest = one[0] - other[0], one[1] - other[1]
        if lead != rest and 0 < rest / (rest - lead) < 1:
            cuts.add(rest / (rest - lead))
    shares = {name: [0.0] * len(names) for name in names}
    for low, high in pairwise(sorted(cuts)):
        w = (low + high) / 2
        order = sorted(names, key=lambda name: -(w * scores[name][0] + (1 - w) * scores[name][1]))
        for place, name in enumerate(order):
            shares[name][place] += high - low
    return shares


def acceptability(rng):
    scores = {f"a{i}": rng.uniform(0, 1, 2).tolist() for i in range(int(rng.integers(2, 6)))}
    return {"scores": scores, "draws": 40_000, "seed": int(rng.integers(1000))}, {
        "rank_acceptability": exact_shares(scores)
    }


ONE_FUNCTION = {"usual": "usual", "ushape": "ushape", "vshape": "vshape", "level": "level", "vshape_2": "linear"}


@cache
def generated():
    """Return all cases."""
    return [
        *cases_of("topsis", topsis_by_vector),
        *cases_of("topsis", topsis_by_range),
        *(
            one
            for tools, ours in ONE_FUNCTION.items()
            for one in cases_of("promethee2", promethee_of(tools, ours), times=3)
        ),
        *cases_of("promethee2", promethee_mixed),
        *cases_of("ahp_weights", comparisons, times=12, tol=1e-8),
        *cases_of("ahp", hierarchy, times=6, tol=1e-8),
        *cases_of("rank_agreement", rank_correlation),
        *cases_of("rank_reversal", reversal_by_sum),
        *cases_of("pareto", dominance),
        *cases_of("switching_weight", switching, tol=1e-8),
        *cases_of("interval_score", interval),
        # Four standard errors of a share from 40,000 draws are .01.
        *cases_of("smaa", acceptability, times=6, tol=0.01, kind="statistical"),
    ]


def run(path, cases):
    path.write_text(json.dumps({"version": 1, "cases": cases}), encoding="utf-8")
    parser = argparse.ArgumentParser()
    case.add_arguments(parser)
    return case.run(parser.parse_args([str(path)]))


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    return run(tmp_path_factory.mktemp("cases") / "generated.yaml", generated())


def test_at_least_fifty_generated_cases_agree_with_another_tool(outcome):
    wrong = [result for result in outcome.document["cases"] if not result["ok"]]

    assert len(outcome.document["cases"]) == len(generated()) >= 50
    assert wrong == []
    assert outcome.exit_code == 0


def test_the_generated_cases_hold_both_kinds_of_answers():
    expected = {}
    for entry in generated():
        for name, value in entry["expect"].items():
            expected.setdefault(name, set()).add(json.dumps(value))

    assert expected["reversal"] == expected["consistent"] == {"true", "false"}
    assert "null" in expected["switch_weight"]
    assert "[]" in expected["dominated"]


def moved(value):
    """Return the same expectation with its last part changed."""
    if isinstance(value, dict):
        *rest, (name, last) = value.items()
        return dict(rest) | {name: moved(last)}
    if isinstance(value, list):
        return [*value[:-1], moved(value[-1])] if value else ["somebody"]
    if isinstance(value, bool):
        return not value
    return f"{value}?" if isinstance(value, str) else 0.123456 if value is None else value + 0.1 * max(1.0, abs(value))


def test_a_generated_case_that_expects_something_else_fails(tmp_path):
    wrong = [
        entry | {"expect": {name: moved(value)}}
        for entry in generated()
        if entry["id"].endswith("-0")
        for name, value in entry["expect"].items()
    ]
    for number, entry in enumerate(wrong):
        entry["id"] = f"wrong-{number}"

    found = run(tmp_path / "wrong.yaml", wrong)

    assert [result["id"] for result in found.document["cases"] if result["ok"]] == []


@pytest.mark.parametrize("seed", range(6))
def test_the_weighted_sum_is_that_of_scikit_criteria_on_the_same_scales(seed):
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(2, 12)), int(rng.integers(1, 7))
    values, weights = rng.uniform(0, 1, (n, m)), rng.uniform(0.1, 3, m)
    criteria = [Criterion(f"c{k}", weight, 0, 1) for k, weight in enumerate(weights.tolist())]
    rows = [
        Alternative(f"a{i}", {f"c{k}": value for k, value in enumerate(row)}) for i, row in enumerate(values.tolist())
    ]

    ours = {row.name: row for row in wsm(criteria, rows).alternatives}

    tool = WeightedSumModel().evaluate(
        skcriteria.mkdm(values, [1] * m, weights=weights / weights.sum(), alternatives=[row.name for row in rows])
    )
    assert [ours[row.name].score for row in rows] == pytest.approx(list(tool.e_.score), rel=1e-12)
    assert [ours[row.name].rank for row in rows] == tool.rank_.tolist()


@pytest.mark.parametrize("seed", range(6))
def test_topsis_is_that_of_scikit_criteria_with_its_vector_scaler(seed, tmp_path):
    given = decision(np.random.default_rng([7, seed]))
    given["types"] = [1] * len(given["types"])
    matrix, weights, types = arrays(given)
    table = skcriteria.mkdm(matrix, types.tolist(), weights=weights)

    closeness = SKC_TOPSIS().evaluate(VectorScaler(target="matrix").transform(table)).e_.similarity

    entry = {"id": "T", "call": "screening.topsis", "given": given, "expect": {"closeness": list(closeness)}}
    assert run(tmp_path / "one.json", [entry | {"tol": 1e-9}]).exit_code == 0


@pytest.mark.parametrize("n", [9, 10])
def test_where_the_two_tables_of_random_indices_agree_so_do_the_ratios(n):
    table = compared(np.random.default_rng(n), n, 0.5)

    assert ahp_weights(table).cr == pytest.approx(by_ahpy(table)[1], rel=1e-9)


def test_fifteen_items_are_compared_as_by_ahpy():
    table = compared(np.random.default_rng(15), 15, 0.4)

    weights, ratio = by_ahpy(table)

    found = ahp_weights(table)
    assert found.weights == pytest.approx(weights, rel=1e-9)
    assert found.cr == pytest.approx(ratio, rel=1e-9)  # 1.59 in both tables
