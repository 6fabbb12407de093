"""The gallery can be read in four languages."""

import re

import pytest

from corridor.batch import gallery, gallery_terms

ARABIC = re.compile(r"[\u0600-\u06ff]")


def phrases():
    """Return every phrase of the gallery that a page shows, except names."""
    for entry in gallery.load():
        yield from (entry.mobility_type, entry.years, *entry.sector)
        for figure in (*entry.outcomes, entry.budget, entry.beneficiaries):
            if figure:
                yield from (figure.metric, figure.unit, figure.qualifier)
                yield figure.value if isinstance(figure.value, str) else ""
        if entry.unit_cost:
            yield from (entry.unit_cost.per, entry.unit_cost.basis)
        for derived in entry.derived:
            yield from (derived.label, derived.unit, derived.population)
            yield from (term.what for term in (derived.numerator, derived.denominator) if term)
        for flag in entry.flags:
            yield from (flag.text, flag.handling, *(side.says for side in flag.sides))
        yield from (lesson.text for lesson in entry.lessons)


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_every_phrase_has_its_translation(language):
    missing = {phrase for phrase in phrases() if phrase and gallery_terms.translate(phrase, language) is None}

    assert missing == set()


def test_no_translation_is_left_over_from_a_phrase_that_is_gone():
    bodies = {name for entry in gallery.load() for name in (*entry.funder, *entry.implementer)}

    assert set(gallery_terms.load()) - set(phrases()) - bodies == set()


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_entry_is_summed_up_in_one_sentence_of_each_language(language):
    for entry in gallery.load():
        sentence = entry.summaries[language]
        assert sentence.endswith("."), entry.id
        assert len(sentence) <= 400, entry.id
        assert bool(ARABIC.search(sentence)) == (language == "ar"), entry.id


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_a_translated_summary_keeps_the_numbers_of_the_english_one(language):
    def numbers(text):
        # Thousands are parted by commas, dots, spaces or no-break spaces; numerals in words are not compared.
        return set(re.findall(r"\d+", re.sub(r"(?<=\d)[.,\s\u00a0\u202f](?=\d{3})", "", text)))

    differing = [
        entry.id for entry in gallery.load() if numbers(entry.summaries[language]) != numbers(entry.summary_en)
    ]

    assert differing == []


def test_an_unknown_phrase_has_no_translation_and_english_is_the_phrase_itself():
    assert gallery_terms.translate("never seen", "fr") is None
    assert gallery_terms.translate("never seen", "en") == "never seen"
