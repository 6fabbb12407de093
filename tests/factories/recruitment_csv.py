"""Candidate files as offices write them."""

HEADER = (
    "candidate_id,given_name,family_name,sex,birth_date,country,email,phone,occupations,skills,languages,eqf,available"
)


def row(n: int, **changes: str) -> str:
    values = {
        "candidate_id": f"K-{n}",
        "given_name": f"Amina{n}",
        "family_name": f"Berrada{n}",
        "sex": "f",
        "birth_date": "1996-04-12",
        "country": "MAR",
        "email": f"amina{n}@example.org",
        "phone": f"+2126610{n:05d}",
        "occupations": "2513:4|2512:1.5",
        "skills": "web programming|debug software",
        "languages": "fr:C1|en:B1",
        "eqf": "6",
        "available": "2026-09-01",
    }
    return ",".join((values | changes).values())


def csv_of(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()
