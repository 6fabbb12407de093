"""Statistics files with the least that is valid, and figures that came from them."""

from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile

from corridor.knowledge.labour_market.services import About, check, import_file, receive

_numbers = count(1)
HEAD = "iso3,partner,isco08,sex,year,indicator,value,flag,unit"


def row(
    iso3="MAR", year="2020", value="5", *, indicator="unemployed", partner="", isco08="", sex="T", flag="", unit="PS"
):
    """One row of a tidy table."""
    return ",".join((iso3, partner, isco08, sex, str(year), indicator, str(value), flag, unit))


def tidy_file(folder: Path, *rows: str, name: str = "") -> Path:
    """A tidy table under a name of its own."""
    path = Path(folder) / (name or f"figures-{next(_numbers)}.csv")
    path.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    return path


def plant_figures(folder: Path, *rows: str, by=None, name: str = "", **about):
    """Import a tidy table of these rows."""
    return import_file(path=tidy_file(folder, *rows, name=name), by=by, **about)


def evidence_rows() -> dict[str, int]:
    """A dataset with its version, and a file that waits to be confirmed."""
    with TemporaryDirectory() as folder:
        version = plant_figures(Path(folder), row())
        waiting = tidy_file(Path(folder), row(year=2021)).read_bytes()
    upload = SimpleUploadedFile("waiting.csv", waiting, content_type="text/csv")
    file = check(file=receive(upload=upload, about=About(), by=None), by=None)
    return {"dataset": version.dataset_id, "evidence_version": version.pk, "evidence_file": file.pk}
