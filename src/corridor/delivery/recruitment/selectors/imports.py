"""What a file of candidates would change."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.access.selectors import organisations_of, visible
from corridor.core.models import Run
from corridor.delivery.recruitment.candidate_rows import CandidateFile, CandidateRecord, RowProblem, read_candidates
from corridor.delivery.recruitment.models import Candidate, CandidateImport, DuplicateReview
from corridor.delivery.recruitment.selectors.duplicates import Identity, KnownPeople, known_people
from corridor.design.schemes.models import Scheme, SchemeCorridor

IMPORT = "recruitment.import"


@dataclass(frozen=True)
class FoundDuplicate:
    """A row that names somebody who is known: on which ground, and who it is (a line of the file, or a candidate)."""

    record: CandidateRecord
    ground: str
    candidate_id: int | None
    same_line: int | None
    has_own_key: bool = True


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do, row by row."""

    file: CandidateFile
    new: tuple[CandidateRecord, ...]
    updated: tuple[tuple[int, CandidateRecord], ...]
    unchanged: int
    duplicates: tuple[FoundDuplicate, ...]

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        return self.file.problems

    @property
    def counts(self) -> dict[str, int]:
        """The rows by what happens to them; together they are all rows of the file."""
        return {
            "new": len(self.new),
            "updated": len(self.updated),
            "unchanged": self.unchanged,
            "duplicate": len(self.duplicates),
            "bad": len(self.file.bad_lines),
        }


def origins_of(*, user: User, scheme: Scheme) -> frozenset[str]:
    """Return the countries of origin of the scheme for which the officer may register people."""
    own = {organisation.iso3 for organisation in organisations_of(user, role=Role.OFFICER_ORIGIN)}
    of_scheme = SchemeCorridor.objects.filter(scheme=scheme).values_list("origin_iso3", flat=True)
    return frozenset(own & set(of_scheme))


def imports_of(*, user: User) -> QuerySet[CandidateImport]:
    """Return the imports that the officer may open, the newest first."""
    return visible(CandidateImport.objects.select_related("file", "scheme", "created_by"), user=user).order_by("-pk")


def newest_job_of(*, batch: CandidateImport) -> Run | None:
    """Return the newest job that was to import a file, whatever has become of it."""
    return Run.objects.filter(engine=IMPORT, parameters__batch=batch.pk).order_by("-pk").first()


def is_under_way(*, batch: CandidateImport) -> bool:
    """Return whether the worker has a file before it or in its hands."""
    job = newest_job_of(batch=batch)
    return job is not None and job.status in (Run.Status.WAITING, Run.Status.RUNNING)


def plan_of(*, batch: CandidateImport, user: User, today: date) -> ImportPlan:
    """Return what the import's file would change now."""
    with batch.file.content.open("rb") as stored:
        content = stored.read()
    file = read_candidates(content, origins=frozenset({batch.iso3}), today=today)
    return plan_import(file=file, scheme=batch.scheme, user=user)


def plan_import(*, file: CandidateFile, scheme: Scheme, user: User) -> ImportPlan:
    """Sort the good rows of a file into new, updated, unchanged and duplicate."""
    known_rows = (
        Candidate.objects.filter(scheme=scheme).exclude(source_key="").values_list("source_key", "pk", "source_digest")
    )
    known = {key: (pk, digest) for key, pk, digest in known_rows.iterator(chunk_size=5000)}
    people, in_file = known_people(user=user), KnownPeople()
    new, updated, duplicates, unchanged = [], [], [], 0
    line_of_key: dict[str, int] = {}
    for record in file.records:
        identity = identity_of(record)
        found = known.get(record.source_key)
        earlier = line_of_key.setdefault(record.source_key, record.line)
        if earlier != record.line:
            # Without a key of their own, two such rows can only be told apart by a person.
            duplicates.append(
                FoundDuplicate(record, DuplicateReview.Ground.NAME.value, None, earlier, has_own_key=False)
            )
        elif found is not None and found[1] == record.digest:
            unchanged += 1
        elif found is not None:
            updated.append((found[0], record))
        elif (duplicate := _duplicate(record, identity, people, in_file)) is not None:
            duplicates.append(duplicate)
        else:
            new.append(record)
        in_file.add(record.line, identity)
    return ImportPlan(file, tuple(new), tuple(updated), unchanged, tuple(duplicates))


def identity_of(record: CandidateRecord) -> Identity:
    """Return what names the person of a row."""
    return Identity.of(
        given_name=record.given_name,
        family_name=record.family_name,
        birth_date=record.birth_date,
        email=record.email,
        phone=record.phone,
    )


def _duplicate(
    record: CandidateRecord, identity: Identity, people: KnownPeople, in_file: KnownPeople
) -> FoundDuplicate | None:
    same = people.same_as(identity)
    if same is not None:
        return FoundDuplicate(record, same[1], same[0], None)
    same = in_file.same_as(identity)
    return FoundDuplicate(record, same[1], None, same[0]) if same is not None else None
