"""Bringing statistics in: the raw file is kept, checked, compared with what is there, and written in one transaction.

Versions are never altered. A file that was imported before changes nothing; a changed figure closes the one before it.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from corridor.batch.evidence_record import FATAL, LISTED, Problem
from corridor.core import audit, files, jobs, runs
from corridor.core.models import Run
from corridor.kernel.errors import N_, InputError, RuleViolation
from corridor.knowledge.labour_market import rules
from corridor.knowledge.labour_market.models import Dataset, DatasetVersion, EvidenceFile, RowProblem
from corridor.knowledge.labour_market.selectors import summary_of, version_of_bytes

if TYPE_CHECKING:
    from corridor.knowledge.labour_market import loading

PURPOSE = "evidence"
ENGINE = "labour_market.import"
LARGE_BYTES = 1_000_000
"""Larger files are left to the worker."""
MEDIA_TYPES = files.TABLE_TYPES | {
    *("application/gzip", "application/x-gzip", "application/zip", "application/x-zip-compressed"),
    *("text/tab-separated-values", "application/json", "application/x-ndjson", "application/jsonl"),
}


@dataclass(frozen=True, slots=True)
class About:
    """What is said about a file that the file itself does not hold."""

    origin_url: str = ""
    licence: str = ""
    publisher: str = ""
    title: str = ""
    retrieved_date: date | None = None
    vintage_date: date | None = None
    dataset_code: str = ""
    asked: str = "auto"
    is_synthetic: bool = False
    is_whole: bool = False


@transaction.atomic
def import_file(
    *,
    path: Path,
    by: Any,
    origin_url: str = "",
    licence: str = "",
    retrieved_date: date | None = None,
    title: str = "",
    publisher: str = "",
    is_synthetic: bool = False,
    asked: str = "auto",
    vintage_date: date | None = None,
    dataset_code: str = "",
    is_whole: bool = False,
    bad_share: float = rules.BAD_SHARE,
) -> DatasetVersion:
    """Import a file in one transaction; the same bytes again give the version that they gave before (`is_repeat`).

    `is_whole` says that the file holds the whole dataset, so that figures which are not in it end. Rows that cannot be
    used are left out and listed; where they are more than `bad_share` of all, nothing is imported.
    """
    digest = _digest_of(path)
    if (known := version_of_bytes(sha256=digest, dataset_code=dataset_code)) is not None:
        known.is_repeat = True
        return known
    about = About(
        origin_url=origin_url, licence=licence, publisher=publisher, title=title, retrieved_date=retrieved_date,
        vintage_date=vintage_date, dataset_code=dataset_code, asked=asked, is_synthetic=is_synthetic, is_whole=is_whole,
    )  # fmt: skip
    with path.open("rb") as raw:
        file = _keep(upload=File(raw, name=path.name), about=about, by=by)
    is_done = False
    try:
        version = _import(file=file, path=path, by=by, bad_share=bad_share)
        is_done = True
    finally:
        if not is_done:
            file.stored.content.delete(save=False)
    return version


def receive(*, upload: File[Any], about: About, by: Any) -> EvidenceFile:
    """Keep a file that somebody sends; nothing of it is imported yet."""
    files.check_size(upload)
    files.check_type(upload, allowed=MEDIA_TYPES)
    _check_new(sha256=_digest_of_upload(upload), dataset_code=about.dataset_code)
    with transaction.atomic():
        file = _keep(upload=upload, about=about, by=by)
        audit.record(by=by, action="labour_market.file_received", obj=file, detail={"sha256": file.stored.sha256})
    return file


@transaction.atomic
def check(*, file: EvidenceFile, by: Any) -> EvidenceFile:
    """Read a kept file through, and say what importing it would change; nothing is written but this answer."""
    from corridor.knowledge.labour_market import loading

    file = _open(file)
    with _local(file) as path, loading.staging(path, year=_year(), asked=file.format_asked) as staged:
        _note(file, staged)
        if file.status != EvidenceFile.Status.REFUSED:
            dataset = Dataset.objects.filter(code=file.dataset_code).first()
            found = loading.difference(staged, dataset_id=dataset.pk if dataset else None)
            file.counts |= asdict(found)
    file.save()
    audit.record(by=by, action="labour_market.file_checked", obj=file, detail=file.counts)
    return file


@transaction.atomic
def confirm(
    *, file: EvidenceFile, by: Any, expected: dict[str, int] | None = None, run: Run | None = None
) -> DatasetVersion:
    """Import a checked file; `expected` are the counts that were shown: if the data have changed since, refuse."""
    file = _open(file)
    if file.status == EvidenceFile.Status.REFUSED:
        raise unusable(file)
    _check_new(sha256=file.stored.sha256, dataset_code=file.dataset_code)
    with _local(file) as path:
        return _import(file=file, path=path, by=by, expected=expected, run=run)


@transaction.atomic
def queue(*, file: EvidenceFile, act: str, by: Any, expected: dict[str, int] | None = None) -> Run:
    """Leave the check or the import of a large file to the worker."""
    file = _open(file)
    if file.run is not None and file.run.status in (Run.Status.WAITING, Run.Status.RUNNING):
        return file.run
    file.run = jobs.queue(ENGINE, parameters={"file": file.pk, "act": act, "expected": expected}, by=by)
    file.save(update_fields=["run"])
    return file.run


@transaction.atomic
def discard(*, file: EvidenceFile, by: Any) -> EvidenceFile:
    """Put a file aside; nothing of it is imported."""
    file = _open(file)
    file.status = EvidenceFile.Status.DISCARDED
    file.save(update_fields=["status"])
    audit.record(by=by, action="labour_market.file_discarded", obj=file)
    return file


def is_large(file: EvidenceFile) -> bool:
    """Say whether nobody should wait for a file on a page."""
    return file.stored.size_bytes > LARGE_BYTES


def _keep(*, upload: File[Any], about: About, by: Any) -> EvidenceFile:
    if about.origin_url and not about.origin_url.startswith(("https://", "http://", "ftp://")):
        raise InputError(
            N_("%(address)s is no address on the web."),
            hint=N_("Begin the address of origin with https://."),
            field="origin_url",
            params={"address": about.origin_url},
        )
    stored = files.keep(upload=upload, purpose=PURPOSE, media_type="application/octet-stream", by=by)
    today = timezone.localdate()
    retrieved = about.retrieved_date or today
    return EvidenceFile.objects.create(
        stored=stored,
        origin_url=about.origin_url,
        licence=about.licence,
        publisher=about.publisher,
        title=about.title,
        retrieved_date=retrieved,
        vintage_date=about.vintage_date or retrieved,
        dataset_code=about.dataset_code,
        format_asked=about.asked,
        is_synthetic=about.is_synthetic,
        is_whole=about.is_whole,
        received_by=by if getattr(by, "pk", None) else None,
    )


def _open(file: EvidenceFile) -> EvidenceFile:
    """Return the file for writing; refuse one that is done with."""
    # The nullable run stands behind an outer join, which PostgreSQL does not lock.
    file = EvidenceFile.objects.select_for_update(of=("self",)).select_related("stored").get(pk=file.pk)
    if file.status in (EvidenceFile.Status.IMPORTED, EvidenceFile.Status.DISCARDED):
        raise RuleViolation(
            N_("The file %(name)s is imported already or put aside."),
            hint=N_("Bring the file in again if you need it."),
            params={"name": file.stored.name},
        )
    return file


def _import(
    *,
    file: EvidenceFile,
    path: Path,
    by: Any,
    bad_share: float = rules.BAD_SHARE,
    expected: dict[str, int] | None = None,
    run: Run | None = None,
) -> DatasetVersion:
    from corridor.knowledge.labour_market import loading

    with loading.staging(path, year=_year(), asked=file.format_asked) as staged:
        _note(file, staged, bad_share=bad_share)
        if file.status == EvidenceFile.Status.REFUSED:
            raise unusable(file)
        dataset = _dataset(file)
        found = loading.difference(staged, dataset_id=dataset.pk)
        _check_expected(found, expected)
        version = _version(file=file, dataset=dataset, found=found, by=by, run=run)
        loading.write(staged, dataset_id=dataset.pk, version_id=version.pk, ends_gone=file.is_whole)
        is_first = not (found.changed or found.unchanged or found.gone)
        dataset.summary = loading.summary(staged) if is_first else summary_of(dataset=dataset)
    dataset.save(update_fields=["summary"])
    file.status = EvidenceFile.Status.IMPORTED
    file.counts |= asdict(found)
    file.save()
    detail = {"dataset": dataset.code, "sha256": file.stored.sha256, **file.counts}
    audit.record(by=by, action="labour_market.imported", obj=version, detail=detail)
    return version


def _year() -> int:
    return timezone.localdate().year


def _note(file: EvidenceFile, staged: "loading.Staged", *, bad_share: float = rules.BAD_SHARE) -> None:
    """Write down what the check of a file found."""
    check = staged.check
    file.problems.all().delete()
    RowProblem.objects.bulk_create([_problem(file, found) for found in _listed(check.problems)], batch_size=500)
    file.format_found = check.format
    file.counts = {
        "rows": check.rows, "figures": check.figures, "without_value": check.without_value, "bad": check.bad,
        "fatal": check.fatal.code if check.fatal else "", "share_percent": round(100 * bad_share),
    }  # fmt: skip
    is_refused = check.fatal is not None or rules.too_many_bad(rows=check.rows, bad=check.bad, limit=bad_share)
    is_refused = is_refused or check.figures == 0
    file.status = EvidenceFile.Status.REFUSED if is_refused else EvidenceFile.Status.CHECKED
    file.dataset_code = file.dataset_code or rules.dataset_code(
        form=check.format, indicators=staged.indicators, sources=staged.sources, name=file.stored.name,
        is_synthetic=file.is_synthetic, publisher=file.publisher,
    )  # fmt: skip


def _listed(problems: tuple[Problem, ...]) -> list[Problem]:
    """Return what is wrong before what is merely marked, as far as it is listed, by line."""
    kept = sorted(problems, key=lambda found: (found.code not in FATAL, found.code in rules.MARK_CODES))[:LISTED]
    return sorted(kept, key=lambda found: found.line)


def _problem(file: EvidenceFile, found: Problem) -> RowProblem:
    column, value = (text.replace("\x00", "\ufffd")[:200] for text in (found.column, found.value))
    params = {name: str(part).replace("\x00", "\ufffd")[:200] for name, part in found.params.items()}
    return RowProblem(
        file=file,
        line=found.line,
        column=column,
        value=value,
        code=found.code,
        params=params,
        is_mark=found.code in rules.MARK_CODES,
    )


def _dataset(file: EvidenceFile) -> Dataset:
    """Return the dataset that a file belongs to, new or with what is newly known about it."""
    about = {"title": file.title, "publisher": file.publisher, "licence": file.licence}
    dataset, _is_new = Dataset.objects.get_or_create(
        code=file.dataset_code, defaults={**about, "is_synthetic": file.is_synthetic}
    )
    if dataset.is_synthetic != file.is_synthetic:
        raise RuleViolation(
            N_("The dataset %(dataset)s holds either published or invented figures, never both."),
            hint=N_("Name another dataset for this file, or correct whether its figures are invented."),
            field="dataset_code",
            params={"dataset": dataset.code},
        )
    if not dataset.publisher and not dataset.is_synthetic:
        about["publisher"] = file.publisher or dataset.code.partition("/")[0]
    if changed := [name for name, text in about.items() if text and getattr(dataset, name) != text]:
        for name in changed:
            setattr(dataset, name, about[name])
        dataset.save(update_fields=changed)
    return dataset


def _version(
    *, file: EvidenceFile, dataset: Dataset, found: "loading.Difference", by: Any, run: Run | None
) -> DatasetVersion:
    parameters = {"dataset": dataset.code, "file": file.stored.name, "format": file.format_found}
    if run is None:
        run = runs.start(engine=ENGINE, parameters=parameters, inputs=file.stored.sha256, by=by)
        runs.finish(run, asdict(found))
    last = dataset.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return DatasetVersion.objects.create(
        dataset=dataset,
        number=last + 1,
        file=file,
        format=file.format_found,
        vintage_date=file.vintage_date,
        imported_by=by if getattr(by, "pk", None) else None,
        bad=file.counts["bad"],
        run=run,
        **asdict(found),
    )


def _check_expected(found: "loading.Difference", expected: dict[str, int] | None) -> None:
    now = asdict(found)
    if expected is not None and any(now[name] != number for name, number in expected.items()):
        raise RuleViolation(
            N_("The data have changed since you saw what the file would change."),
            hint=N_("Look at the new comparison and confirm again."),
        )


def unusable(file: EvidenceFile) -> InputError:
    """Return why a file as a whole is not imported."""
    counts = file.counts
    if counts.get("fatal"):
        found = file.problems.get(code=counts["fatal"])
        return InputError(
            rules.SENTENCES[found.code],
            hint=N_("Fetch the file again from its source; docs/reference/evidence-files lists what can be read."),
            field="file",
            code=found.code,
            params={"value": found.value, **found.params},
        )
    if not counts["figures"]:
        return InputError(
            N_("The file holds no figure that can be used."), hint=N_("Look at the list of rows."), field="file"
        )
    return InputError(
        N_("%(bad)s of %(rows)s rows cannot be used, which is more than %(limit)s %%; nothing was imported."),
        hint=N_("Look at the list of rows; often the file has another layout than it seems."),
        field="file",
        code="too_many_bad",
        params={"bad": counts["bad"], "rows": counts["rows"], "limit": counts["share_percent"]},
    )


def _digest_of(path: Path) -> str:
    try:
        with path.open("rb") as raw:
            return hashlib.file_digest(raw, "sha256").hexdigest()
    except OSError as error:
        raise InputError(
            N_("%(file)s cannot be read."),
            hint=N_("Check the name of the file and who may read it."),
            field="file",
            params={"file": path.name},
        ) from error


@contextmanager
def _local(file: EvidenceFile) -> Iterator[Path]:
    """Give the bytes of a kept file as a file of this machine, wherever they are stored."""
    with tempfile.TemporaryDirectory(prefix="corridor-evidence-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as copy, file.stored.content.open("rb") as kept:
            for chunk in kept.chunks():
                copy.write(chunk)
        yield path


def _digest_of_upload(upload: File[Any]) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _check_new(*, sha256: str, dataset_code: str) -> None:
    """Refuse a file whose bytes were imported before."""
    known = version_of_bytes(sha256=sha256, dataset_code=dataset_code)
    if known is not None:
        raise RuleViolation(
            N_("This file was imported before, as version %(number)s of %(dataset)s."),
            hint=N_("Importing it again would change nothing."),
            field="file",
            params={"number": known.number, "dataset": known.dataset.code},
        )
