"""Writing the invented statistics: a file in each format that Corridor reads, every one marked as invented."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from corridor.demo.evidence import layouts
from corridor.demo.evidence.world import FULL, Shape, SyntheticWorld, Truth, synthetic_world
from corridor.design.evidence.rules import packaged_table

MARK: Final = layouts.MARK
STATED: Final = "stated-in-the-sources.csv"
"""The one file of the folder that is not invented: figures of documents, with their lines."""


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file of the set: its name, its format, what it holds."""

    name: str
    format: str
    holds: str


Writer = Callable[[SyntheticWorld, Path], None]
FILES: Final[tuple[tuple[SampleFile, Writer], ...]] = (
    (SampleFile("synthetic-employed.csv.gz", "ilostat", "people at work by occupation and sex"), layouts.employed),
    (
        SampleFile("synthetic-unemployed.csv.gz", "ilostat", "people without work by last occupation and sex"),
        layouts.unemployed,
    ),
    (SampleFile("synthetic-vacancies.tsv", "eurostat-tsv", "vacancies by occupation"), layouts.vacancies),
    (SampleFile("synthetic-permits.csv", "sdmx-csv-1", "first permits for work by citizenship"), layouts.permits),
    (SampleFile("synthetic-pay.csv", "sdmx-csv-2", "monthly pay by occupation"), layouts.pay),
    (SampleFile("synthetic-young-people.csv", "oecd-labels", "people of 15 to 24 years by sex"), layouts.young),
    (SampleFile("synthetic-migrant-stock.xlsx", "undesa", "migrants by destination, origin and sex"), layouts.stock),
    (
        SampleFile("synthetic-development.zip", "worldbank", "people of working age, youth unemployment, remittances"),
        layouts.development,
    ),
    (SampleFile("synthetic-posts-by-sector.csv", "tidy", "vacant and filled posts by sector"), layouts.posts),
    (SampleFile("synthetic-working-age.xlsx", "tidy", "people of 15 to 64 years by sex"), layouts.working_age),
    (SampleFile("synthetic-job-adverts.ndjson", "job-adverts", "job adverts of the last year"), layouts.adverts),
)


def write_sample(folder: Path, *, seed: int, last_year: int, shape: Shape = FULL) -> tuple[SampleFile, ...]:
    """Write the set with its right answer (`truth.json`) and a page that says what it is; return the files."""
    world = synthetic_world(seed=seed, last_year=last_year, shape=shape)
    folder.mkdir(parents=True, exist_ok=True)
    for file, write in FILES:
        write(world, folder / file.name)
    written = tuple(file for file, _write in FILES)
    (folder / STATED).write_bytes(packaged_table())
    (folder / "truth.json").write_text(json.dumps(_truth(world), indent=2) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(_page(world, written), encoding="utf-8")
    return written


def _truth(world: SyntheticWorld) -> dict[str, object]:
    return {"mark": MARK, "seed": world.seed, "years": world.years, "answers": [asdict(row) for row in world.truths]}


def _page(world: SyntheticWorld, written: tuple[SampleFile, ...]) -> str:
    lines = [
        "# Synthetic statistics",
        "",
        f"{MARK}. Not one figure was observed. {len(world.shape.countries)} countries,"
        f" {world.years[0]} to {world.years[-1]}, seed {world.seed}.",
        "",
        "Import every file with `corridor evidence import FILE --synthetic --publisher Synthetic`.",
        "",
        "| file | format | holds |",
        "|---|---|---|",
        *(f"| {file.name} | {file.format} | {file.holds} |" for file in written),
        "",
        f"`{STATED}` is not invented: it holds the few figures that documents state for the example corridors, each",
        "with its line, and leaves what they do not state empty. Import it without `--synthetic`.",
        "",
        "The right answer for each destination, under the weights in `truth.json`:",
        "",
        "| destination | best sector | best origin for it |",
        "|---|---|---|",
        *(_answer(row) for row in world.truths),
    ]
    return "\n".join(lines) + "\n"


def _answer(row: Truth) -> str:
    return f"| {row.destination} | {row.sector} | {row.origin} |"
