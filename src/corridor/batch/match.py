"""Match two files of candidates and vacancies; see docs/methods/matching.md.

The heavy libraries are loaded when a match runs, so that the command line starts at once.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from corridor.batch.outcome import Outcome
from corridor.kernel.errors import N_, InputError

if TYPE_CHECKING:
    from corridor.batch.match_report import MatchReport
    from corridor.engines.matching import Options

NAME = "match"
MOST_GAP = 0.5
HELP = "match candidates and vacancies, rank and allocate"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare files and options."""
    parser.add_argument("candidates", metavar="CANDIDATES", type=Path, help="Parquet, CSV or JSON lines")
    parser.add_argument("vacancies", metavar="VACANCIES", type=Path, help="Parquet, CSV or JSON lines")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="where the results go")
    parser.add_argument("--top", type=int, default=50, metavar="50", help="partners to list per row")
    parser.add_argument("--for", dest="for_", choices=("vacancies", "candidates"), default="vacancies")
    parser.add_argument("--occupations", choices=("wide", "strict", "open"), default="wide")
    parser.add_argument(
        "--weights", type=Path, metavar="FILE", help="YAML: essential, optional, occupation, experience"
    )
    parser.add_argument("--related", type=Path, metavar="FILE", help="CSV a,b of related unit groups")
    parser.add_argument("--near", type=Path, metavar="FILE", help="CSV a,b,nearness of near skills, 1 to 99 hundredths")
    parser.add_argument("--allocate", choices=("none", "stable", "optimal", "balanced"), default="none")
    parser.add_argument("--quotas", type=Path, metavar="FILE", help="CSV group_column,value,scope,min,max")
    parser.add_argument(
        "--reserves", type=Path, metavar="FILE", help="CSV group_column,value,scope,seats; with --allocate stable"
    )
    parser.add_argument(
        "--tracks", type=Path, metavar="FILE", help="YAML of cohorts and outflow caps; with --allocate optimal"
    )
    parser.add_argument(
        "--households", choices=("country", "region"), help="seat each household in one place; with --allocate optimal"
    )
    parser.add_argument(
        "--gap", type=float, default=0.0, metavar="0", help="proven share that optimal may miss, such as 0.001; 0: none"
    )
    parser.add_argument("--compare", action="store_true", help="report stable, optimal and balanced side by side")
    parser.add_argument("--threads", type=int, default=0, metavar="N", help="0: one per core")
    parser.add_argument("--memory", type=float, metavar="GB", help="refuse a match that needs more, or use the disk")
    parser.add_argument("--dask", metavar="ADDRESS", help="a Dask scheduler whose workers find the lists")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="kept in the report; nothing is drawn by lot")
    parser.add_argument(
        "--progress", action="store_true", default=None, help="say how far it is, also where there is no terminal"
    )


def run(args: argparse.Namespace) -> Outcome:
    """Match two files and say in short what was found."""
    report = match_files(
        args.candidates,
        args.vacancies,
        out=args.out,
        top=args.top,
        for_=args.for_,
        occupations=args.occupations,
        weights=args.weights,
        related=args.related,
        near=args.near,
        allocate=args.allocate,
        quotas=args.quotas,
        reserves=args.reserves,
        tracks=args.tracks,
        households=args.households,
        gap=args.gap,
        compare=args.compare,
        threads=args.threads,
        memory=args.memory,
        dask=args.dask,
        seed=args.seed,
        progress=args.progress,
    )
    from corridor.batch.match_report import text_of

    return Outcome(report.document, text_of(report.document, args.out))


def match_files(
    candidates: Path,
    vacancies: Path,
    *,
    out: Path,
    top: int = 50,
    for_: str = "vacancies",
    occupations: str = "wide",
    weights: Path | None = None,
    related: Path | None = None,
    near: Path | None = None,
    allocate: str = "none",
    quotas: Path | None = None,
    reserves: Path | None = None,
    tracks: Path | None = None,
    households: str | None = None,
    gap: float = 0.0,
    compare: bool = False,
    threads: int = 0,
    memory: float | None = None,
    dask: str | None = None,
    seed: int = 0,
    progress: bool | None = None,
) -> "MatchReport":
    """Match two files and write edges.parquet, report.json and, if asked, allocation.parquet.

    Parameters are those of the command: files with the columns of docs/methods/matching.md, a directory that is made if
    need be and untouched if anything is refused, and the options. `threads` is 0 for one per core, `memory` in
    gigabytes, `gap` a share from 0 to 0.5, `households` "country" or "region", `dask` the address of a scheduler;
    `progress` tells on standard error how far the match is, None only on a terminal.

    Raises
    ------
    InputError : a file, column, cell or option that can not be used, or too little memory
    RuleViolation : quotas that can not be kept, or options that the aim of the allocation does not keep
    DataUnavailable : a missing file, or a cluster that does not answer
    """
    from corridor.batch.match_plan import Plan
    from corridor.batch.match_run import carry_out

    _check_gap(gap)
    plan = Plan(
        candidates=candidates,
        vacancies=vacancies,
        out=out,
        options=options_from(top, for_, occupations, weights, related, near, threads),
        allocate=allocate,
        quotas=quotas,
        reserves=reserves,
        tracks=tracks,
        households=households,
        gap=gap,
        compare=compare,
        memory=memory,
        dask=dask,
        progress=sys.stderr.isatty() if progress is None else progress,
        seed=seed,
    )
    return carry_out(plan)


def _check_gap(gap: float) -> None:
    if not 0 <= gap <= MOST_GAP:
        raise InputError(
            N_("The gap is %(gap)s; it may go from 0 to %(most)s."),
            hint=N_("Write 0 for the greatest total itself, or a share such as 0.001."),
            field="gap",
            params={"gap": gap, "most": MOST_GAP},
        )


def options_from(
    top: int,
    for_: str,
    occupations: str,
    weights: Path | None,
    related: Path | None,
    near: Path | None,
    threads: int,
) -> "Options":
    """Return the options of the engine."""
    from corridor.batch.match_settings import read_near, read_related, read_weights
    from corridor.engines.matching import Asking, Occupations, Options, Weights

    if threads < 0:
        raise InputError(
            N_("The number of threads is %(threads)s."),
            hint=N_("Give 0 for one thread per core, or a positive number."),
            field="threads",
            params={"threads": threads},
        )
    return Options(
        asking=Asking(for_),
        top=top,
        occupations=Occupations(occupations),
        weights=Weights() if weights is None else read_weights(weights),
        related=frozenset() if related is None else read_related(related),
        threads=threads,
        near=frozenset() if near is None else read_near(near),
    )
