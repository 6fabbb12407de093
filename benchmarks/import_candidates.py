"""Import of candidates: seconds and memory for N rows, beside plain Django that saves row by row.

    python benchmarks/import_candidates.py [rows] [sample of the peer]

The data base is a new SQLite file in a temporary folder. The peer saves the same records with `Model.save()` inside
one transaction; it is run on a sample and scaled, because its time grows with the rows one by one.
"""

import os
import random
import resource
import sys
import tempfile
import time
from datetime import date

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
SAMPLE = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
TODAY = date(2026, 6, 1)
SKILLS = [f"skill number {n}" for n in range(400)]
GROUPS = ("2511", "2512", "2513", "2521", "7411", "9211", "2142", "2151")


def main() -> None:
    os.environ.setdefault("CORRIDOR_HOME", tempfile.mkdtemp(prefix="corridor-import-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corridor.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    officer, scheme = world()
    content = file_of(ROWS)
    print(f"{ROWS:,} rows, {len(content) / 2**20:.1f} MB, SQLite")
    checked, wrote, counts = ours(content, officer, scheme)
    print(f"corridor   check and preview {checked:6.1f} s   confirm {wrote:6.1f} s   {counts}")
    again, _, unchanged = ours(content, officer, scheme)
    print(f"again      check and preview {again:6.1f} s   {unchanged}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    peer = row_by_row(file_of(SAMPLE, start=ROWS), scheme) * ROWS / SAMPLE
    print(f"row by row (Model.save, {SAMPLE:,} rows, scaled) {peer:6.1f} s   ratio {peer / wrote:.1f}")


def world():
    """Return an officer and a scheme with its circle."""
    from corridor.access.models import Membership, Organisation, User, Workspace, WorkspaceMember
    from corridor.access.roles import Role
    from corridor.design.schemes.models import Scheme, SchemeCorridor

    ministry = Organisation.objects.create(name="Ministry", iso3="MAR", kind="ministry")
    workspace = Workspace.objects.create(name="Benchmark")
    WorkspaceMember.objects.create(workspace=workspace, organisation=ministry)
    scheme = Scheme.objects.create(reference="benchmark", name="Benchmark", workspace=workspace, lead=ministry)
    SchemeCorridor.objects.create(scheme=scheme, origin_iso3="MAR", destination_iso3="BEL")
    officer = User.objects.create_user("officer@example.org", "a long password", full_name="Officer")
    Membership.objects.create(user=officer, organisation=ministry, role=Role.OFFICER_ORIGIN)
    return officer, scheme


def file_of(rows: int, start: int = 0) -> bytes:
    """Return a file of invented candidates; the seed is fixed."""
    rng = random.Random(7)
    head = (
        "candidate_id,given_name,family_name,sex,birth_date,country,region,email,phone,occupations,skills,languages,eqf"
    )
    lines = [head]
    for n in range(start, start + rows):
        born = date(1970 + rng.randrange(36), rng.randint(1, 12), rng.randint(1, 28))
        work = "|".join(f"{code}:{rng.randint(0, 12)}" for code in rng.sample(GROUPS, 2))
        skills = "|".join(rng.sample(SKILLS, 5))
        person = f"K-{n},Given{n},Family{n},{rng.choice('fm')},{born},MAR,Region {n % 12},p{n}@example.org,+2126{n:08d}"
        lines.append(f"{person},{work},{skills},fr:{rng.choice(('A2', 'B1', 'C1'))}|en:A2,{rng.randint(3, 7)}")
    return "\n".join(lines).encode()


def ours(content: bytes, officer, scheme):
    """Import through the services that the pages use; return seconds of checking and writing, and the counts."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from corridor.delivery.recruitment.selectors.imports import plan_of
    from corridor.delivery.recruitment.services.importing import confirm_import, start_import

    started = time.perf_counter()
    upload = SimpleUploadedFile("people.csv", content, content_type="text/csv")
    batch = start_import(scheme=scheme, upload=upload, by=officer)
    counts = plan_of(batch=batch, user=officer, today=TODAY).counts
    previewed = time.perf_counter()
    confirm_import(batch=batch, by=officer, today=TODAY, expected=counts)
    return previewed - started, time.perf_counter() - previewed, counts


def row_by_row(content: bytes, scheme) -> float:
    """Save the same rows one by one; return the seconds."""
    from django.db import transaction

    from corridor.delivery.recruitment.candidate_rows import read_candidates
    from corridor.delivery.recruitment.models import Candidate
    from corridor.delivery.skills.models import Education, Person, PersonLanguage, PersonSkill, WorkExperience

    records = read_candidates(content, origins=frozenset({"MAR"}), today=TODAY).records
    started = time.perf_counter()
    with transaction.atomic():
        for r in records:
            person = Person(given_name=r.given_name, family_name=r.family_name, iso3=r.iso3, sex=r.sex)
            person.birth_date, person.region, person.email, person.phone = r.birth_date, r.region, r.email, r.phone
            person.save()
            Candidate(person=person, scheme=scheme, source_key=r.source_key, applied_on=TODAY).save()
            Education(person=person, eqf_level=r.eqf).save()
            for code, years in r.occupations:
                WorkExperience(person=person, isco08=code, years=years).save()
            for code, level in r.languages:
                PersonLanguage(person=person, language=code, cefr=level).save()
            for ref in r.skills:
                PersonSkill(person=person, esco_uri=ref.uri, label_en=ref.label_en).save()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
