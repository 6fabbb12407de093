"""Files of classifications, damaged in every way that a disk, a mail or an editor knows; the same for one seed."""

import random
from collections.abc import Iterator
from pathlib import Path

from corridor.batch.taxonomies.reading import read
from corridor.batch.taxonomies.records import Asked
from corridor.kernel.errors import CorridorError
from tests.factories.taxonomy_files import CROSSWALK, ENGLISH, NATIONAL, NEW, OCCUPATIONS, RELATIONS, TABIYA, zipped

WHOLE = {
    "esco.zip": zipped(ENGLISH | RELATIONS),
    "ESCO dataset - v1.2.0 - classification - en - csv.zip": zipped(NEW),
    "tabiya.zip": zipped(TABIYA),
    "crosswalk.csv": CROSSWALK.encode(),
    "national.csv": NATIONAL.encode(),
    "occupations_en.csv": OCCUPATIONS.encode(),
}
ASKED = Asked(name="some", version="1.0", language="fr")
SIGNS = (b"\x00", b"\xff", b'"', b",", b";", b"\n", b"\r", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"A" * 140_000, b"\t")


def damaged_files(folder: Path, number: int, *, seed: int) -> Iterator[Path]:
    """Yield so many damaged files, one after the other."""
    rng = random.Random(seed)
    for count in range(number):
        name = rng.choice(list(WHOLE))
        body = WHOLE[name]
        for _again in range(rng.randint(1, 3)):
            body = _damaged(body, rng)
        here = folder / f"{count % 50}"
        here.mkdir(exist_ok=True)
        path = here / name
        path.write_bytes(body)
        yield path


def _damaged(body: bytes, rng: random.Random) -> bytes:
    start, end = sorted(rng.choices(range(len(body) + 1), k=2))
    way = rng.randrange(7)
    if way == 0:
        return body[:start]
    if way == 1:
        return body[:start] + body[end:]
    if way == 2:
        return body[:end] + body[start:end] + body[end:]
    if way == 3:
        return body[:start] + rng.choice(SIGNS) + body[start:]
    if way == 4:
        return body[:start] + rng.randbytes(min(40, end - start)) + body[end:]
    if way == 5:
        lines = body.split(b"\n")
        rng.shuffle(lines)
        return b"\n".join(lines)
    return body.decode("utf-8", "replace").encode("utf-16" if rng.random() < 0.5 else "latin-1", "replace")


def outcome_of(path: Path) -> str:
    """Return `read`, `refused`, or the fault of a reader that fell over."""
    asked = Asked(language="fr") if "v1.2.0" in path.name else ASKED
    try:
        for _record in read([path], asked).records:
            pass
    except CorridorError as refusal:
        return "refused" if refusal.sentence() and refusal.advice() else "refused without a word"
    except Exception as fall:
        return f"{type(fall).__name__}: {fall}"[:80]
    return "read"
