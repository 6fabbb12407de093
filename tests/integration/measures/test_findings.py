"""What the rules of costing find in published figures stands on the page of an entry, in four languages."""

import re

import pytest

from corridor.batch import gallery
from corridor.batch.gallery_findings import findings_of
from corridor.engines.costing import Finding, Severity
from corridor.knowledge.measures import findings
from corridor.knowledge.measures.findings import finding_lines
from corridor.knowledge.measures.models import Measure
from corridor.knowledge.measures.runs import EntryFindings

pytestmark = pytest.mark.usefixtures("gallery_loaded")

WITH_FINDINGS = {
    "giz-tunisia-engineers": {"denominator"},
    "digital-explorers": {"not_a_bcr"},
    "rqan-3": {"published_gap"},
    "owwf-slbfe": {"migrant_paid_fund"},
    "owwa": {"migrant_paid_fund"},
    "opf-wewf": {"migrant_paid_fund"},
    "mpf-cost-ratio": {"overhead_cap", "ratio_sum"},
}


def text_of(client, entry_id, language="en"):
    page = client.get(f"/{language}/gallery/{entry_id}/").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def card_of(client, entry_id, language="en"):
    page = client.get(f"/{language}/gallery/{entry_id}/").content.decode()
    found = re.search(r'<section class="card [^>]*id="findings".*?</section>', page, re.S)
    return found[0] if found else ""


def test_the_entries_with_findings_are_those_in_which_the_rules_find_something():
    found = {entry.id: {each.code for each in findings_of(entry)} for entry in gallery.load()}

    assert {entry_id: codes for entry_id, codes in found.items() if codes} == WITH_FINDINGS


@pytest.mark.parametrize("entry_id", WITH_FINDINGS)
def test_each_finding_stands_on_its_page_with_rule_and_code(client, entry_id):
    card = card_of(client, entry_id)

    assert set(re.findall(r"<code [^>]*>(\w+)</code>", card)) == WITH_FINDINGS[entry_id]


@pytest.mark.parametrize(
    ("entry_id", "words"),
    [
        ("rqan-3", "20,811 is printed, but 13,300,000 over 631 gives 21,077.65, 1.28 % apart."),
        ("rqan-3", "R24 · published_gap 20,811 21,077.65"),
        ("giz-tunisia-engineers", "Placement rate: 71 % is printed, but 70 of 100 is 70 %"),
        ("giz-tunisia-engineers", "R24 · denominator 71% 70%"),
        ("giz-tunisia-engineers", "R24 · denominator 71% 69.31%"),
        ("digital-explorers", "(1.7) is not a benefit-cost ratio of the scheme"),
        ("digital-explorers", "R24 · not_a_bcr 1.7 –"),
        ("mpf-cost-ratio", "Overheads as printed are 7.61 % of direct costs; the cap is 7 %."),
        ("mpf-cost-ratio", "R07 · overhead_cap 7% 7.61%"),
        ("mpf-cost-ratio", "R09 · ratio_sum – 101%"),
        ("owwa", "workers pay the membership themselves (mismes:693)"),
        ("owwa", "R27 · migrant_paid_fund – –"),
    ],
)
def test_the_printed_and_the_recomputed_value_stand_side_by_side(client, entry_id, words):
    assert words in text_of(client, entry_id)


def test_the_sample_of_shares_shows_no_amount_that_nobody_printed(client):
    card = card_of(client, "mpf-cost-ratio")

    assert "EUR" not in card
    assert "€" not in card


@pytest.mark.parametrize("entry_id", ["sawp", "headstart", "belgium-tunisia"])
def test_an_entry_without_findings_has_no_such_card(client, entry_id):
    assert card_of(client, entry_id) == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Ce que relèvent les règles", "imprimé", "7,61 % des coûts directs")),
        ("es", ("Lo que detectan las reglas", "Impreso", "7,61 % de los costes directos")),
        ("ar", ("ما تكشفه قواعد", "المطبوع", "من التكاليف المباشرة")),
    ],
)
def test_findings_are_told_in_the_readers_language(client, language, words):
    text = re.sub(r"<[^>]+>", " ", card_of(client, "mpf-cost-ratio", language)).replace("\xa0", " ")

    assert [word for word in words if word not in text] == []
    assert "Overheads" not in text


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
@pytest.mark.parametrize("entry_id", WITH_FINDINGS)
def test_no_sentence_of_a_finding_stays_english(client, entry_id, language):
    card = card_of(client, entry_id, language)

    for english in ("is printed", "Keep numerator", "Show both", "workers pay", "Let the employer", "Add the accounts"):
        assert english not in card


def test_a_phrase_that_is_not_translated_is_marked_as_english(client):
    card = card_of(client, "rqan-3", "ar")
    label = "ECU per person returned and placed"

    assert label not in card or f'<bdi lang="en">{label}</bdi>' in card


def test_what_a_figure_is_called_is_escaped(monkeypatch):
    planted = Finding("R24", "not_a_bcr", Severity.WARN, "%(label)s is wrong.", "", {"label": "<script>x</script>"})
    monkeypatch.setattr(findings, "entry_findings", lambda measure: EntryFindings((planted,)))

    (line,) = finding_lines(Measure(name="E", entry_id="e"))

    assert line.html == "&lt;script&gt;x&lt;/script&gt; is wrong."
    assert line.message == "<script>x</script> is wrong."


def test_nothing_is_said_of_an_entry_that_was_closed():
    row = Measure.objects.get(entry_id="owwa")
    row.is_closed = True

    assert finding_lines(row) == ()


def test_nothing_is_said_of_an_entry_whose_figures_are_not_those_of_the_package():
    row = Measure.objects.get(entry_id="rqan-3")
    row.content_digest = "another"

    assert finding_lines(row) == ()


def test_an_entry_that_the_package_does_not_hold_has_no_findings():
    assert finding_lines(Measure(entry_id="nowhere", content_digest="x")) == ()


def test_a_program_reads_the_findings_of_an_entry(client):
    found = client.get("/api/v1/gallery/rqan-3").json()["findings"]

    assert [(row["rule"], row["code"], row["severity"]) for row in found] == [("R24", "published_gap", "warn")]
    assert (float(found[0]["printed"]), float(found[0]["recomputed"])) == (20811, 21077.65)
    assert found[0]["is_percent"] is False
    assert "21,077.65" in found[0]["message"]


def test_a_program_reads_no_findings_where_there_are_none(client):
    assert client.get("/api/v1/gallery/sawp").json()["findings"] == []
