"""Names, numbers and labels that mean the same."""

import pytest

from corridor.delivery.skills.rules import SkillRef, name_key, nearest_skill, phone_key, plain, skill_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Fatima Zahra", "El Idrissi"), ("EL-IDRISSI", "fatima zahra")),
        (("José", "Muñoz"), ("Jose", "Munoz")),
        (("أَمِينَة", "العلوي"), ("أمينة", "العلوي")),
    ],
)
def test_the_same_name_is_found_however_it_is_written(one, other):
    assert name_key(*one) == name_key(*other)


def test_different_names_stay_apart():
    assert name_key("Amina", "Alaoui") != name_key("Amine", "Alaoui")


@pytest.mark.parametrize("phone", ["+212 661-234567", "00212661234567", "0661 23 45 67", "212661234567"])
def test_a_number_is_found_with_and_without_its_country_code(phone):
    assert phone_key(phone) == "661234567"


@pytest.mark.parametrize("phone", ["", "none", "12345"])
def test_what_is_no_number_finds_nobody(phone):
    assert phone_key(phone) == ""


def test_a_skill_goes_by_its_address_and_otherwise_by_its_plain_label():
    assert skill_key("http://data.europa.eu/esco/skill/1", "Weld") == "http://data.europa.eu/esco/skill/1"
    assert skill_key("", "  Weld ") == "text:weld"


def test_a_label_falls_back_to_english():
    ref = SkillRef.of({"uri": "", "label_en": "weld", "label_fr": "souder"})

    assert (ref.label("fr"), ref.label("ar")) == ("souder", "weld")


def test_a_near_skill_shares_half_of_its_words():
    assert nearest_skill("read electrical drawings", ["read technical drawings"]) == "read technical drawings"
    assert nearest_skill("read electrical drawings", ["drive lorry"]) == ""
    assert nearest_skill("", ["drive lorry"]) == ""


def test_plain_text_has_no_accents_or_signs():
    assert plain("  Électricien·ne (PV)") == "electricien ne pv"
