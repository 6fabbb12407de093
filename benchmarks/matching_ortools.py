"""The optimal allocation of a million people by OR-tools, whole, beside ours on the same pairs.

The market is that of `allocation.py`. OR-tools' min-cost flow solves it exactly: a source to every person, the listed
pairs, every vacancy to the sink with its seats, and one arc past them for who stays without. Each way runs in a process
of its own; the program ends with 1 if the greatest totals differ.

    python benchmarks/matching_ortools.py [--size 10k|100k|1m]
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from allocation import SIZES, in_own_process, market, peak_mb, write_market


def by_flow(folder: Path) -> dict:
    """Solve with OR-tools; building its network is counted, loading the market is not."""
    try:
        from ortools.graph.python import min_cost_flow
    except ModuleNotFoundError:
        return {"failed": "not installed: pip install ortools"}

    choice = market(folder)
    people, posts = choice.people, len(choice.positions)
    begin = time.perf_counter()
    flow = min_cost_flow.SimpleMinCostFlow()
    source, sink = people + posts, people + posts + 1
    one = np.ones(len(choice.micro), np.int64)
    everyone = np.arange(people)
    flow.add_arcs_with_capacity_and_unit_cost(np.full(people, source), everyone, one[:people], 0 * one[:people])
    flow.add_arcs_with_capacity_and_unit_cost(
        choice.candidate, people + choice.vacancy, one, -choice.micro.astype(np.int64)
    )
    jobs = people + np.arange(posts)
    flow.add_arcs_with_capacity_and_unit_cost(
        jobs, np.full(posts, sink), choice.positions.astype(np.int64), np.zeros(posts, np.int64)
    )
    flow.add_arc_with_capacity_and_unit_cost(source, sink, people, 0)
    flow.set_nodes_supplies(np.array([source, sink]), np.array([people, -people]))
    built = time.perf_counter() - begin
    status = flow.solve()
    seconds = time.perf_counter() - begin
    if status != flow.OPTIMAL:
        return {"failed": f"status {status}"}
    return {"seconds": seconds, "built": built, "total": -int(flow.optimal_cost()), "memory_mb": peak_mb()}


def main() -> int:
    """Solve both ways and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=SIZES, default="10k")
    parser.add_argument("--one", type=Path)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(by_flow(asked.one)))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "small").mkdir()
        write_market(folder / "small", 1_000, 20)
        write_market(folder, *SIZES[asked.size])
        done = subprocess.run([sys.executable, __file__, "--one", name], check=True, capture_output=True, text=True)
        theirs = json.loads(done.stdout.splitlines()[-1])
        ours = in_own_process("optimal, exact", folder)
    if "failed" in theirs:
        print(f"OR-tools: {theirs['failed']}")
        return 1
    print(f"{SIZES[asked.size][0]:,} people: seconds, MB, total")
    print(f"OR-tools  {theirs['seconds']:8.1f} {theirs['memory_mb']:8.0f} {theirs['total'] / 1e6:14.3f}"
          f"  (building its network {theirs['built']:.1f} s)")  # fmt: skip
    print(f"ours      {ours['seconds']:8.1f} {ours['memory_mb']:8.0f} {ours['total'] / 1e6:14.3f}")
    print(f"OR-tools / ours: seconds {theirs['seconds'] / ours['seconds']:.1f}, memory"
          f" {theirs['memory_mb'] / ours['memory_mb']:.1f}")  # fmt: skip
    if theirs["total"] != ours["total"]:
        print("FAILS the greatest totals differ")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
