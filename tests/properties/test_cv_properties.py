"""What holds for every CV: JSON Resume comes back as it was, and no file makes an importer fall or hang."""

import json
import random
import time
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import given, settings, strategies as st

from corridor.batch.cv import FORMATS, read_cv, write_cv
from corridor.batch.cv.json_resume import as_object, write
from corridor.batch.cv.types import Kind, Profile, members_of
from corridor.kernel.errors import InputError

EXAMPLES = Path(__file__).parents[2] / "examples" / "cv"
INPUTS = ("salma.resume.json", "salma.europass.xml", "salma.csv", "salma.passport.xml", "salma.pdf")
FUZZ = 10_000
SECONDS = 20

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts
anything = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=6
)
dates = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))
partial = st.builds(lambda day, length: day.isoformat()[:length], dates, st.sampled_from([4, 7, 10]))


def value_of(member):
    if member.kind is Kind.ENTRY:
        return entry_of(member.entry)
    if member.kind is Kind.ENTRIES:
        return st.lists(entry_of(member.entry), max_size=2)
    return {Kind.TEXT: texts, Kind.DATE: partial, Kind.LINES: st.lists(texts, max_size=3)}[member.kind]


@cache
def entry_of(entry):
    """Any object of the schema, with members that the schema does not name."""
    known = {member.json: value_of(member) for member in members_of(entry) if not member.is_ours}
    others = st.dictionaries(texts.filter(lambda name: name not in known), anything, max_size=2)
    return st.builds(lambda own, more: {**more, **own}, st.fixed_dictionaries({}, optional=known), others)


@settings(max_examples=100, deadline=None)
@given(entry_of(Profile))
def test_any_resume_comes_back_as_it_was(resume):
    data = json.dumps(resume, ensure_ascii=False).encode()

    writing = write_cv(read_cv(data, name="any.json").profile, to="json-resume")

    assert json.loads(writing.data) == resume
    assert writing.losses == ()


@settings(max_examples=50, deadline=None)
@given(entry_of(Profile), st.sampled_from(["csv", "europass-xml", "elm"]))
def test_any_resume_can_be_written_in_every_format_and_what_was_written_can_be_read(resume, to):
    profile = read_cv(json.dumps(resume).encode(), name="any.json").profile

    writing = write_cv(profile, to=to)

    if to != "elm":
        assert read_cv(writing.data, name="again").format == to
    assert {f"/{name}" for name in resume if name not in as_known()} <= {
        unescaped(loss.path) for loss in writing.losses
    }


def as_known():
    return {member.json for member in members_of(Profile)}


def unescaped(path):
    return path.replace("~1", "/").replace("~0", "~")


def test_what_europass_told_survives_json_resume_and_back():
    first = read_cv((EXAMPLES / "salma.europass.xml").read_bytes(), name="salma.europass.xml").profile

    again = read_cv(write(first), name="salma.json").profile

    assert as_object(again) == as_object(first)


def mutated(data, rng):
    """Bytes with some of them changed, doubled, cut out or cut off."""
    found = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at, length = rng.randrange(len(found) or 1), rng.randint(1, 40)
        kind = rng.randrange(6)
        if kind == 0:
            found[at : at + 1] = bytes([rng.randrange(256)])
        elif kind == 1:
            del found[at : at + length]
        elif kind == 2:
            found[at:at] = found[at : at + length] * rng.randint(1, 8)
        elif kind == 3:
            found[at:at] = rng.choice(
                [b"<", b">", b"&", b'"', b"{", b"]", b"\x00", b"\xff", b"-", b"]]>", b"9" * 30, b"\n"]
            )
        elif kind == 4 and rng.random() < 0.2:
            del found[at:]
        else:
            other = rng.randrange(len(found) or 1)
            found[at : at + length] = found[other : other + length]
    return bytes(found)


def test_ten_thousand_broken_files_are_read_or_refused_and_none_hangs():
    rng = random.Random(6)
    sources = [(name, (EXAMPLES / name).read_bytes()) for name in INPUTS]
    refused, unclear, slowest, begin = 0, 0, 0.0, time.process_time()

    for number in range(FUZZ):
        name, data = sources[number % len(sources)]
        started = time.process_time()
        try:
            profile = read_cv(mutated(data, rng), name=name).profile
            if number % 50 < 5:
                for to in FORMATS:
                    write_cv(profile, to=to)
        except InputError as error:
            refused += 1
            unclear += name not in error.sentence() or not error.hint
        slowest = max(slowest, time.process_time() - started)

    assert 0.2 * FUZZ < refused < 0.98 * FUZZ, refused  # the files are broken, but not all past reading
    assert unclear == 0
    assert slowest < 2
    assert time.process_time() - begin < SECONDS
