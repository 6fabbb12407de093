import pytest

from corridor.kernel import ISO2_OF, ISO3_CODES, KOSOVO_NOTE, CorridorPair, InputError, Iso3


def test_the_standard_has_249_codes_and_kosovo_is_added():
    assert len(ISO3_CODES) == 250
    assert len(set(ISO2_OF.values())) == 250
    assert "XKX" in ISO3_CODES


@pytest.mark.parametrize(
    ("iso2", "iso3"), [("MA", "MAR"), ("DE", "DEU"), ("TN", "TUN"), ("XK", "XKX"), ("CD", "COD"), ("MM", "MMR")]
)
def test_two_letters_and_three_letters_name_the_same_country(iso2, iso3):
    assert Iso3.from_iso2(iso2) == iso3
    assert Iso3(iso3).iso2 == iso2


@pytest.mark.parametrize("code", ["", "mar", "MA", "ZZZ", "DDR", "YUG", "EUR"])
def test_an_unknown_country_is_named_with_a_remedy(code):
    with pytest.raises(InputError) as caught:
        Iso3(code, field="destination")

    assert f'"{code}"' in caught.value.sentence()
    assert "Kosovo is XKX" in caught.value.advice()
    assert caught.value.field == "destination"


def test_an_unknown_two_letter_code_is_refused():
    with pytest.raises(InputError, match="alpha-2"):
        Iso3.from_iso2("UK")


def test_a_country_is_a_string_that_sorts_and_hashes_as_one():
    assert {Iso3("MAR"): 1}["MAR"] == 1
    assert sorted([Iso3("TUN"), Iso3("BEL")]) == ["BEL", "TUN"]


def test_kosovo_carries_its_note_and_no_other_country_does():
    assert [code for code in ISO3_CODES if Iso3(code).note] == ["XKX"]
    assert "1244" in KOSOVO_NOTE


def test_a_corridor_has_a_direction():
    there = CorridorPair.of("MAR", "BEL")

    assert there != there.reversed
    assert there.reversed.reversed == there
    assert CorridorPair.parse(str(there)) == there


def test_a_corridor_joins_two_countries():
    with pytest.raises(InputError, match="same country, MAR"):
        CorridorPair.of("MAR", "MAR")


@pytest.mark.parametrize(("text", "field"), [("MAR BEL", "corridor"), ("MAR-XXX", "destination"), ("-BEL", "origin")])
def test_a_corridor_that_cannot_be_read_says_which_part_is_wrong(text, field):
    with pytest.raises(InputError) as caught:
        CorridorPair.parse(text)

    assert caught.value.field == field
