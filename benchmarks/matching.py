"""Matching at the size of a continent: the figures that were asked for, peers, memory and an oracle, in one run.

The market (`matching_market.py`) is drawn once and written as match files. Every step runs in a process of its own
(`matching_steps.py`): ranking in three modes, the whole command, single questions, churn, allocations, arrivals, and
a first start without compiled code. All vacancies are also put into an installation that is served and asked over HTTP
(`live_http.py`). Sampled rows are ranked again by DuckDB (`matching_oracle.py`), whose time per row
is the exact peer; other peers (`matching_peers.py`) answer a sample of rows. What is extrapolated is marked with ~.

The program ends with 1 when the oracle disagrees on any sampled row, when the market leaves its band, when a proof does
not hold, or (1m) when a figure that was to be reached is missed by more than a quarter. `--check-only` looks at what
is right, not at how quick it is: for tests.

    python benchmarks/matching.py --size 10k|100k|1m [--check-only] [--only strict,wide,...] [--folder DIR]
"""

import argparse
import sys
import time
from pathlib import Path

from matching_files import CANDIDATES, room_for, write_market
from matching_market import SIZES
from matching_steps import in_own_process

HERE = Path(__file__).resolve().parent
SLACK = 1.25
PAIRS_BAND = (0.8e9 / 1.5e12, 1.3e9 / 1.5e12)
"""Eligible pairs (strict) as a share of all pairs: 0.8 to 1.3e9 at 1m, and in the same proportion below."""
NONE_BAND = {"10k": (0.40, 0.60), "100k": (0.25, 0.40), "1m": (0.25, 0.35)}
"""People without an eligible vacancy (strict); a thin market leaves more of them without one."""
ORACLE_ROWS = {"strict": 2000, "wide": 2000, "open": 60}
PEER_ROWS = {"10k": 1000, "100k": 1000, "1m": 300}
MODES = ("strict", "wide", "open")
GB = 1000

ASKED = {
    "strict": ("index and top 50, strict", 20.0, 8.0, 2.0),
    "wide": ("the same, wide", 35.0, 15.0, None),
    "open": ("the same, open", 300.0, 60.0, None),
    "command": ("whole command, strict", 60.0, 35.0, 4.0),
    "stable": ("stable, 50M pairs", 5.0, 2.0, None),
    "optimal, gap 1e-3": ("near-optimal, gap 1e-3", 30.0, 10.0, None),
    "optimal, gap 1e-4": ("near-optimal, gap 1e-4", 60.0, 20.0, None),
    "optimal, exact": ("exact optimum, 50M pairs", 127.0, 60.0, 6.1),
    "single": ("one question, strict, p95", 0.002, 0.0002, None),
    "single wide": ("one question, wide, p95", 0.002, 0.0003, None),
    "churn": ("1 % churn, lists exact", 10.0, 2.0, None),
    "http": ("one question through HTTP, p95", 0.1, 0.025, None),
}
"""What, seconds at least, seconds to aim at, gigabytes at most; all for 1m."""
ARRIVALS = (0.968, 0.98)
MOST_LAG = 5.0
"""Seconds after which a change in the data base is in the answers of every serving process."""
ALLOCATIONS = ("stable", "optimal, gap 1e-3", "optimal, gap 1e-4", "optimal, exact")
STEPS = (*MODES, "command", *ALLOCATIONS, "single", "single wide", "churn", "http", "arrivals", "cold", "peers")


class Report:
    """What was measured, and what is wrong."""

    def __init__(self, size: str, check_only: bool):
        self.size, self.check_only, self.wrong, self.listed = size, check_only, [], {}

    def fault(self, text: str) -> None:
        """Note what keeps the run from counting."""
        self.wrong.append(text)

    def line(self, step: str, found: dict) -> None:
        """Print one row of the table, and judge it."""
        self.listed[step] = found
        if "failed" in found:
            print(f"{step:38} failed: {found['failed']}", flush=True)
            self.fault(f"{step}: {found['failed']}")
            return
        what, most, aim, memory = ASKED[step]
        seconds = found["seconds"]
        memory_mb = found.get("mb", found.get("memory_mb", 0))
        if self.size != "1m":
            most = aim = memory = None
        cells = [f"{value:9.4g}" if value is not None else f"{'-':>9}" for value in (most, aim, seconds)]
        ratio = f"{most / seconds:7.2f}" if most else f"{'-':>7}"
        limit = f"/{memory * GB:5.0f}" if memory else ""
        print(f"{what:38} {' '.join(cells)} {ratio} {found.get('cpu', 0):9.1f} {memory_mb:6.0f}{limit}", flush=True)
        if most and not self.check_only:
            if seconds > SLACK * most:
                self.fault(f"{what}: {seconds:.4g} s, {most:.4g} s were to be reached")
            if memory and memory_mb > SLACK * memory * GB:
                self.fault(f"{what}: {memory_mb:.0f} MB, {memory * GB:.0f} MB were allowed")

    def note(self, text: str) -> None:
        """Print a note below the row."""
        print(f"    {text}", flush=True)

    def band(self, found: dict) -> None:
        """Judge whether the market is the one that was asked for."""
        people, posts = SIZES[self.size]
        low, high = (share * people * posts for share in PAIRS_BAND)
        least, most = NONE_BAND[self.size]
        self.note(f"{found['pairs']:.4g} eligible pairs ({low:.2g} to {high:.2g} asked), {found['none']:.1%} of people"
                  f" have none ({least:.0%} to {most:.0%} asked)")  # fmt: skip
        if not low <= found["pairs"] <= high:
            self.fault(f"{found['pairs']:.4g} eligible pairs are out of the band")
        if not least <= found["none"] <= most:
            self.fault(f"{found['none']:.1%} of people without any are out of the band")


def step(name: str, *arguments: str) -> dict:
    """Run one step of ours."""
    return in_own_process(HERE / "matching_steps.py", name, *arguments)


def ranking(report: Report, folder: Path, mode: str) -> None:
    """Rank in one mode, and ask the oracle for sampled rows."""
    people = SIZES[report.size][0]
    found = step("rank", str(folder), mode, "2000", "sampled" if report.check_only and mode != "strict" else "all")
    report.line(mode, found)
    if "failed" in found:
        return
    report.note(
        f"with part columns {found['table_seconds']:.2f} s more, {found['table_mb']} MB;"
        f" {found['listed']:,} pairs listed; warming {found['warming']:.1f} s; the market holds {found['market_mb']} MB"
    )
    if mode == "strict":
        report.band(found)
    truth = in_own_process(HERE / "matching_oracle.py", str(folder), mode, str(ORACLE_ROWS[mode]))
    if "failed" in truth:
        report.fault(f"oracle, {mode}: {truth['failed']}")
        return
    whole = truth["seconds"] / truth["rows"] * people
    ratio = f"; {whole / found['seconds']:.0f} x ours~" if found["asked"] == people else ""
    report.note(
        f"DuckDB: {truth['differ']} of {truth['rows']} sampled rows differ;"
        f" {1e3 * truth['seconds'] / truth['rows']:.2f} ms a row, ~{whole:,.0f} s for all, {truth['mb']} MB{ratio}"
    )
    if truth["differ"]:
        report.fault(f"{mode}: {truth['differ']} of {truth['rows']} sampled rows differ from DuckDB's")


def command(report: Report, folder: Path) -> None:
    """Run the whole command, and compare its lists with the engine's."""
    step("ready", str(folder))
    found = step("command", str(folder), "without" if report.check_only else "with")
    report.line("command", found)
    if "failed" in found:
        return
    phases = ", ".join(f"{name} {seconds:.1f}" for name, seconds in found["phases"].items())
    report.note(f"{phases} s")
    if "gap" in found:
        report.note(f"gap {found['gap']:.1e}, {found['blocking']} blocking pairs when stable, placed {found['placed']}")
        if found["gap"] > 1e-3 or found["blocking"]:
            report.fault("command: a proof does not hold")
    if (folder / "strict.npz").exists():
        same = step("command_differs", str(folder))
        report.note(f"the lists of {same.get('rows')} sampled rows in its file: {same.get('differ', same)} differ")
        if same.get("differ", 1):
            report.fault("command: its lists differ from the engine's")


def allocating(report: Report, folder: Path, way: str) -> None:
    """Allocate on the market of the allocation benchmark."""
    found = step("allocations", str(folder), report.size, way)
    report.line(way, found)
    if "failed" in found:
        return
    gap = "" if found["gap"] is None else f", gap {found['gap']:.1e}"
    report.note(
        f"{found['placed']:,} placed, {found['blocking']:,} blocking pairs{gap}; start-up {found['start']:.1f} s"
    )
    allowed = {"stable": None, "optimal, gap 1e-3": 1e-3, "optimal, gap 1e-4": 1e-4, "optimal, exact": 0.0}[way]
    if found["blocking"] if allowed is None else not 0 <= found["gap"] <= allowed:
        report.fault(f"{way}: its proof does not hold")


def living(report: Report, folder: Path, name: str) -> None:
    """Ask single questions, or follow a change."""
    if name == "churn":
        found = step("churn", str(folder))
        report.line(name, found)
        if "failed" not in found:
            report.note(f"{found['changes']:,} rows changed; {found['differ']} of {found['rows']} lists differ")
            if found["differ"]:
                report.fault("churn: lists differ from single questions")
        return
    found = step("single", str(folder), "wide" if name.endswith("wide") else "strict")
    report.line(name, found)
    if "failed" not in found:
        report.note(f"p50 {1e3 * found['p50']:.3f}, p95 {1e3 * found['seconds']:.3f}, p99 {1e3 * found['p99']:.3f} ms;"
                    f" warm index in {found['index']:.1f} s")  # fmt: skip


def serving(report: Report, folder: Path) -> None:
    """Ask single questions of a served installation that holds all vacancies, with explanation."""
    found = in_own_process(HERE / "live_http.py", "--market", str(folder), "--json")
    report.line("http", found)
    if "failed" in found:
        return
    report.note(f"p50 {1e3 * found['p50']:.1f}, p95 {1e3 * found['seconds']:.1f}, p99 {1e3 * found['p99']:.1f} ms;"
                f" {found['vacancies']:,} vacancies written to SQLite in {found['written']:.0f} s, index ready after"
                f" {found['ready']:.0f} s; {found['differ']} of {found['rows']} lists differ;"
                f" a change of another process was listed after {found['lag']:.2f} s")  # fmt: skip
    if found["differ"]:
        report.fault(f"http: {found['differ']} lists differ from the engine's")
    if found["lag"] > MOST_LAG:
        report.fault(f"http: a change was listed after {found['lag']:.1f} s")


def arriving(report: Report, folder: Path) -> None:
    """Place families that arrive in batches."""
    found = step("arrivals", str(folder))
    if "failed" in found:
        report.fault(f"arrivals: {found['failed']}")
        return
    print(f"{'arrivals against hindsight':38} {ARRIVALS[0]:9.1%} {ARRIVALS[1]:9.1%} {found['share']:9.1%}")
    report.note(f"greedy {found['greedy']:.1%}")
    if found["share"] < ARRIVALS[0]:
        report.fault(f"arrivals: {found['share']:.1%} of hindsight")


def starting(report: Report, folder: Path) -> None:
    """Rank with no compiled code on disk."""
    found = step("cold", str(folder))
    if "failed" in found:
        report.fault(f"cold start: {found['failed']}")
        return
    print(f"{'cold start, 10k':38} {'-':>9} {'-':>9} {found['seconds']:9.1f}")
    report.note(f"the whole process, nothing compiled before; with compiled code on disk {found['second']:.1f} s")


def peers(report: Report, folder: Path) -> None:
    """Ask peers that know no conditions; those that must build long only have the market of 100k."""
    people = SIZES[report.size][0]
    print("peers without conditions, one thread, sampled rows; recall of the true lists when conditions come after")
    long_folder = folder
    if report.size == "1m":
        long_folder = folder / "100k"
        long_folder.mkdir(exist_ok=True)
        write_market(long_folder, "100k")
        step("rank", str(long_folder), "strict", "2000", "all")
    for peer in ("sparse", "flat", "ivf", "usearch"):
        has_own = peer in ("sparse", "flat")
        rows = PEER_ROWS[report.size if has_own else "100k"]
        found = in_own_process(HERE / "matching_peers.py", peer, str(folder if has_own else long_folder), str(rows))
        if "failed" in found:
            report.note(f"{peer}: {found['failed']}")
            continue
        ours = report.listed.get("strict", {}).get("cpu")
        whole = found["cpu"] / found["rows"] * (people if has_own else min(people, 100_000))
        where = "" if has_own or report.size != "1m" else " on the market of 100k"
        ratio = f", {whole / ours:.0f} x ours~" if ours and not where else ""
        build = f", build {found['build']:.1f} s" if "build" in found else ""
        report.note(
            f"{peer:8}{where} {1e3 * found['cpu'] / found['rows']:7.2f} ms a row ({found['rows']} rows),"
            f" ~{whole:,.0f} core-s for all{ratio}{build}; {found['mb']} MB;"
            f" recall of best 200 {found['recall_200']:.0%}, 1,000 {found['recall_1000']:.0%}"
        )
    solvers(report, folder)


def solvers(report: Report, folder: Path) -> None:
    """Solve small allocations whole by other packages."""
    if report.size != "10k":
        folder = folder / "10k"
        folder.mkdir(exist_ok=True)
        write_market(folder, "10k")
    for peer, rows, what in (("highs", 10_000, "exact optimum"), ("matching", 1_000, "stable")):
        found = in_own_process(HERE / "matching_peers.py", peer, str(folder), str(rows))
        if "failed" in found:
            report.note(f"{peer}: {found['failed']}")
            continue
        report.note(f"{peer:8} {what} for {rows:,} people: {found['seconds']:.2f} s, ours {found['ours']:.2f} s,"
                    f" {found['differ']} differ")  # fmt: skip
        if found["differ"]:
            report.fault(f"{peer}: another {what}")


def run_step(report: Report, folder: Path, name: str) -> None:
    """Run one line of the table."""
    if name in MODES:
        ranking(report, folder, name)
    elif name == "command":
        command(report, folder)
    elif name in ALLOCATIONS:
        allocating(report, folder, name)
    elif name in ("single", "single wide", "churn"):
        living(report, folder, name)
    else:
        {"http": serving, "arrivals": arriving, "cold": starting, "peers": peers}[name](report, folder)


def main() -> int:
    """Run the steps and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=SIZES, default="10k")
    parser.add_argument("--check-only", action="store_true", help="lists, bands and proofs; no figures, no peers")
    parser.add_argument("--only", help=f"some of {', '.join(STEPS)}, with ; between them")
    parser.add_argument("--folder", type=Path, help="keep the market here, and use the one that is there")
    asked = parser.parse_args()
    report, begin = Report(asked.size, asked.check_only), time.perf_counter()
    people, posts = SIZES[asked.size]
    names = asked.only.split(";") if asked.only else ((*MODES, "command") if asked.check_only else STEPS)
    with room_for(asked.folder) as folder:
        if not (folder / CANDIDATES).exists():
            write_market(folder, asked.size)
        drawn = time.perf_counter() - begin
        print(f"{people:,} candidates x {posts:,} vacancies; market drawn and written in {drawn:.0f} s")
        print(f"{'':38} {'at least':>9} {'aim':>9} {'seconds':>9} {'ratio':>7} {'CPU s':>9} {'MB':>6}", flush=True)
        for name in names:
            run_step(report, folder, name)
    print(f"{time.perf_counter() - begin:.0f} s in all")
    for text in report.wrong:
        print(f"FAILS {text}")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
