import pytest

from corridor.kernel import (
    Cefr,
    InputError,
    currency_code,
    eqf_level,
    isco_level,
    isco_prefix,
    isco_unit_group,
    minor_group,
    unit_group_of,
)


def test_language_levels_have_their_order():
    assert [level.name for level in sorted(Cefr)] == ["A1", "A2", "B1", "B2", "C1", "C2"]
    assert [int(level) for level in Cefr] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(("text", "level"), [("B1", Cefr.B1), (" c2 ", Cefr.C2), ("3", Cefr.B1)])
def test_a_language_level_is_read_by_name_or_number(text, level):
    assert Cefr.parse(text) is level


@pytest.mark.parametrize("text", ["", "B3", "0", "7", "fluent"])
def test_an_unknown_language_level_is_refused(text):
    with pytest.raises(InputError, match="not a language level"):
        Cefr.parse(text)


@pytest.mark.parametrize("code", ["2512", "0110", "9629"])
def test_a_unit_group_has_four_digits(code):
    assert isco_unit_group(code) == code


@pytest.mark.parametrize("code", ["251", "25120", "25a2", "", "2512.1", "\u0662\u0665\u0661\u0662"])
def test_another_shape_is_no_unit_group(code):
    with pytest.raises(InputError) as caught:
        isco_unit_group(code, field="isco08")

    assert caught.value.field == "isco08"


@pytest.mark.parametrize(("code", "group"), [("2512", "2512"), ("2512.4", "2512"), ("7126.10.2", "7126")])
def test_the_unit_group_stands_at_the_head_of_an_esco_code(code, group):
    assert unit_group_of(code) == group
    assert minor_group(code) == group[:3]


@pytest.mark.parametrize("code", ["251", "2512.", "2512.a", "C2512", "2512-4"])
def test_a_code_of_neither_list_is_refused(code):
    with pytest.raises(InputError, match="not an occupation code"):
        unit_group_of(code)


@pytest.mark.parametrize(("code", "level"), [("2", 1), ("25", 2), ("251", 3), ("2512", 4)])
def test_the_level_of_a_group_is_its_number_of_digits(code, level):
    assert isco_level(code) == level
    assert isco_prefix(code) == code


@pytest.mark.parametrize("code", ["", "25123", "x"])
def test_a_group_has_one_to_four_digits(code):
    with pytest.raises(InputError):
        isco_prefix(code)


@pytest.mark.parametrize("value", [1, 8, "5", " 3 "])
def test_qualification_levels_run_from_one_to_eight(value):
    assert eqf_level(value) == int(value)


@pytest.mark.parametrize("value", [0, 9, -1, "", "five", "4.5", "\u0664"])
def test_another_qualification_level_is_refused(value):
    with pytest.raises(InputError, match="European Qualifications Framework"):
        eqf_level(value)


def test_a_currency_keeps_the_shape_of_the_standard():
    assert currency_code("TND") == "TND"
    with pytest.raises(InputError):
        currency_code("tnd")
