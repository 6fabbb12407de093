"""The gallery restates its sources: the facts are theirs, the sentences are not.

Needs the source documents, which are not part of the distribution.
"""

import os
import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from corridor.batch import gallery
from corridor.batch.gallery_entries import DOCUMENTS
from corridor.kernel.places import ISO3_OF

REPOSITORY = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("CORRIDOR_SHARED", REPOSITORY.parent / "shared"))
WORDS_IN_A_ROW = 8

NUMERALS = ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen").split()  # noqa: SIM905 - reads better

pytestmark = pytest.mark.skipif(
    not (SHARED / "sources").is_dir(),
    reason="The source documents are not here; set CORRIDOR_SHARED to their folder.",
)


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text):
    tokens = words(text)
    return {tuple(tokens[i : i + WORDS_IN_A_ROW]) for i in range(len(tokens) - WORDS_IN_A_ROW + 1)}


@pytest.fixture(scope="module")
def lines():
    return {name: (SHARED / "sources" / f"{name}.txt").read_text(encoding="utf-8").split("\n") for name in DOCUMENTS}


@pytest.fixture(scope="module")
def reference():
    content = yaml.safe_load((SHARED / "reference" / "gallery.yaml").read_text(encoding="utf-8"))
    return {entry["id"]: entry for entry in content["gallery"]}


def numeral(value):
    return NUMERALS[value - 1] if value in range(1, len(NUMERALS) + 1) else "no numeral"


def own_texts(entry):
    """Return the texts that Corridor wrote: everything but the titles of entries and bodies, which are names."""
    yield from (entry.capability, entry.years, *entry.summaries.values())
    yield from (figure.metric for figure in (*entry.outcomes, entry.beneficiaries, entry.budget) if figure)
    yield from (text for item in entry.derived for text in (item.label, item.population))
    yield from (
        text for flag in entry.flags for text in (flag.text, flag.handling, *(side.says for side in flag.sides))
    )
    yield from (lesson.text for lesson in entry.lessons)


def test_no_eight_words_in_a_row_are_copied_from_a_source(lines):
    published = runs("\n".join("\n".join(document) for document in lines.values()))

    copied = [(entry.id, text) for entry in gallery.load() for text in own_texts(entry) if runs(text) & published]

    assert copied == []


def test_every_reference_points_to_a_line_of_its_document_that_says_something(lines):
    references = {source for entry in gallery.load() for source in entry.sources}

    assert all(lines[source.document][source.line - 1].strip() for source in references)


def test_a_figure_with_its_own_reference_stands_on_that_line_or_beside_it(lines):
    missing = []
    for entry in gallery.load():
        for figure in entry.outcomes:
            if not figure.source or isinstance(figure.value, str):
                continue
            near = " ".join(lines[figure.source.document][figure.source.line - 1 : figure.source.line + 2]).lower()
            forms = {
                f"{figure.value:,}",
                str(figure.value),
                f"{float(figure.value) / 1e6:g} million",
                numeral(figure.value),
            }
            if not any(form in near for form in forms):
                missing.append((entry.id, figure.metric))

    assert missing == []


def test_the_facts_agree_with_the_list_of_named_schemes(reference):
    entries = {entry.id: entry for entry in gallery.load()}

    assert list(entries) == list(reference)
    for entry_id, given in reference.items():
        entry = entries[entry_id]
        assert (entry.kind, entry.phase, entry.mismes_model) == (
            given["kind"],
            given["phase"],
            given["mismes_model"],
        )
        assert entry.named_only == given["named_only"], entry_id
        countries = [ISO3_OF[code] for code in given["countries"]["origin"] if code in ISO3_OF]
        assert [code for code in entry.origin if len(code) == 3 and code not in {"ANY", "GCC", "EEA"}] == countries, (
            entry_id
        )
        figures = [(figure.metric, figure.value, figure.unit, figure.qualifier) for figure in entry.outcomes]
        for outcome in given["outcomes"]:
            value = outcome["value"] if not isinstance(outcome["value"], float) else Decimal(str(outcome["value"]))
            assert (
                outcome["metric"],
                value,
                outcome["unit"],
                outcome["qualifier"],
            ) in figures, entry_id
        assert {f"{s['file']}:{s['line']}" for s in given["source"]} <= {str(source) for source in entry.sources}, (
            entry_id
        )


def test_every_derived_value_and_conflict_of_the_list_is_packaged(reference):
    for entry in gallery.load():
        given = reference[entry.id]
        assert [(d.expr, str(d.value)) for d in entry.derived] == [
            (d["expr"], str(d["value"])) for d in given["derived"]
        ]
        assert len(entry.flags) == len(given["flags"]), entry.id
