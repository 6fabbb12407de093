"""What the packaged lists promise: counts, labels, parents, marks, sizes."""

import re
from collections import Counter

import pytest

from corridor.kernel.places import ISO2_OF, ISO3_CODES, KOSOVO_NOTE
from corridor.knowledge.codelists import rules
from corridor.knowledge.codelists.rules import load_list, rows_by_code

PROMISED = {
    "cefr": 6, "countries": 250, "eqf": 8, "esco_occupations": 3007, "gcm": 23, "isced2011": 9, "isco08": 619,
    "isic4": 21, "measure_models": 11, "measure_phases": 4, "mobility_models": 6, "nace2": 109,
}  # fmt: skip
ONLY_ENGLISH = {"esco_skills"}
WITHOUT_ARABIC = {"esco_occupations", "isco08", *ONLY_ENGLISH}
DEMO_GROUPS = """
    2511 2512 2513 2514 2519 2521 2522 2523 2529 3511 3512 3513 3514 2141 2142 2143 2144 2145 2146 2149 2151 2152 2153
    2161 2164 3112 3113 3115 6111 6112 6113 6114 6121 6130 9211 9212 9213 9214 2221 3221 5321 5322 5311 7111 7112 7114
    7115 7119 7121 7126 7127 7411 7412 5120 5131 9412 8332 8331 7212 7213 7214 7223 7231 7233
""".split()  # noqa: SIM905 - sixty-four codes read better in lines
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")


@pytest.mark.parametrize(("name", "count"), PROMISED.items())
def test_a_list_holds_the_number_of_codes_that_its_source_has(name, count):
    assert len(load_list(name).rows) == count


def test_isco_has_ten_major_43_submajor_130_minor_and_436_unit_groups():
    levels = Counter(row.extra["level"] for row in load_list("isco08").rows)

    assert levels == {"1": 10, "2": 43, "3": 130, "4": 436}


def test_every_isco_group_hangs_under_the_group_one_digit_shorter():
    assert all(row.parent == row.code[:-1] for row in load_list("isco08").rows)


def test_nace_has_21_sections_and_88_divisions_and_isic_the_same_sections():
    nace = load_list("nace2")
    levels = Counter(row.extra["level"] for row in nace.rows)

    assert levels == {"1": 21, "2": 88}
    assert {row.code for row in load_list("isic4").rows} == {row.code for row in nace.rows if not row.parent}


@pytest.mark.parametrize("name", rules.list_names())
def test_every_code_has_a_label_in_each_language_that_its_list_promises(name):
    wanted = {"en"} if name in ONLY_ENGLISH else {"en", "fr", "es"}
    wanted |= set() if name in WITHOUT_ARABIC else {"ar"}

    gaps = [row.code for row in load_list(name).rows if not wanted <= row.labels.keys()]

    assert gaps == []


def test_isco_is_arabic_down_to_the_minor_groups_and_for_the_groups_of_the_demo():
    rows = rows_by_code("isco08")
    wanted = [code for code in rows if len(code) < 4] + DEMO_GROUPS

    assert len(wanted) == 183 + 64
    assert [code for code in wanted if "ar" not in rows[code].labels] == []


def test_every_arabic_isco_title_is_marked_as_not_reviewed():
    rows = load_list("isco08").rows

    assert all(("ar" in row.labels) == ("ar" in row.unreviewed) for row in rows)
    assert "translated by Corridor, unreviewed" in load_list("isco08").translation["ar"]


@pytest.mark.parametrize("name", rules.list_names())
def test_an_arabic_label_is_written_in_arabic(name):
    latin = [r.code for r in load_list(name).rows if "ar" in r.labels and not ARABIC_LETTER.search(r.labels["ar"])]

    assert latin == []


@pytest.mark.parametrize("name", rules.list_names())
def test_labels_are_tidy(name):
    untidy = [
        (row.code, label)
        for row in load_list(name).rows
        for label in row.labels.values()
        if label != " ".join(label.split()) or "'" in label
    ]

    assert untidy == []


@pytest.mark.parametrize("name", rules.list_names())
def test_every_title_source_and_licence_is_given(name):
    packaged = load_list(name)

    assert set(packaged.titles) == set(rules.LANGUAGES)
    assert all((packaged.source, packaged.version, packaged.retrieved, packaged.licence, packaged.changes))
    assert packaged.attribution in {"", *rules.ATTRIBUTIONS}


@pytest.mark.parametrize("name", rules.list_names())
def test_every_note_is_known_to_the_translators(name):
    assert {row.note for row in load_list(name).rows} <= {"", *rules.NOTES}


def test_countries_are_those_of_the_kernel_and_kosovo_bears_its_note():
    rows = rows_by_code("countries")

    assert set(rows) == ISO3_CODES
    assert {code: row.extra["iso2"] for code, row in rows.items()} == ISO2_OF
    assert rows["XKX"].note == KOSOVO_NOTE
    assert rows["MAR"].labels == {"en": "Morocco", "fr": "Maroc", "es": "Marruecos", "ar": "المغرب"}


def test_twenty_seven_countries_are_members_of_the_european_union():
    assert sum(row.extra["eu_member"] == "yes" for row in load_list("countries").rows) == 27


def test_every_country_uses_a_currency_of_the_list_that_is_open():
    money = {row.code for row in load_list("currencies").rows if not row.is_closed}
    used = {row.extra["currency"] for row in load_list("countries").rows} - {""}

    assert used <= money


@pytest.mark.parametrize(("code", "digits"), [("EUR", "2"), ("TND", "3"), ("JPY", "0"), ("MAD", "2")])
def test_a_currency_has_the_minor_units_of_iso_4217(code, digits):
    assert rows_by_code("currencies")[code].extra["minor_units"] == digits


def test_the_ecu_of_older_figures_is_kept_as_a_closed_code():
    assert rows_by_code("currencies")["XEU"].is_closed


def test_the_eleven_models_of_support_measures_belong_to_the_four_phases():
    phases = {row.code for row in load_list("measure_phases").rows}
    used = Counter(row.extra["phase"] for row in load_list("measure_models").rows)

    assert used == {"pre": 4, "during": 1, "post": 4, "multi": 2}
    assert set(used) == phases


def test_esco_occupations_stand_under_a_unit_group_of_isco():
    groups = {row.code for row in load_list("isco08").rows if row.extra["level"] == "4"}
    rows = load_list("esco_occupations").rows

    assert {row.extra["isco08"] for row in rows} <= groups
    assert all(row.code.split(".")[0] == row.extra["isco08"] for row in rows)


def test_skill_links_join_known_occupations_of_the_demo_with_known_skills():
    occupations = rows_by_code("esco_occupations")
    skills = rows_by_code("esco_skills")
    links = rules.skill_links()

    # ESCO v1.1.1 has no occupation under 3221, nursing associate professionals.
    assert {occupations[code].extra["isco08"] for code in links} == set(DEMO_GROUPS) - {"3221"}
    assert {s for link in links.values() for s in (*link.essential, *link.optional)} == set(skills)
    assert all(link.essential or link.optional for link in links.values())
    assert all(not set(link.essential) & set(link.optional) for link in links.values())


def test_every_unit_group_of_the_demo_has_essential_skills_in_four_languages():
    occupations = rows_by_code("esco_occupations")
    found = {group: set() for group in DEMO_GROUPS}
    for code in rules.skill_links():
        found[occupations[code].extra["isco08"]] |= set(rules.skills_in_four_languages(code).essential)

    poor = {group for group, skills in found.items() if len(skills) < 5}
    assert poor == {"3221"}


def test_skills_in_four_languages_are_part_of_all_skills_and_keep_their_kind():
    everything, translated = rules.skill_links()["2512.4"], rules.skills_in_four_languages("2512.4")

    assert set(translated.essential) <= set(everything.essential)
    assert set(translated.optional) <= set(everything.optional)
    assert len(translated.essential) == 19
    assert rules.skills_in_four_languages("0000") == rules.SkillLinks("0000", (), ())


def test_an_arabic_occupation_title_exists_in_every_unit_group_of_the_demo():
    named = {row.extra["isco08"] for row in load_list("esco_occupations").rows if "ar" in row.labels}

    assert set(DEMO_GROUPS) - {"3221"} <= named


def test_esco_addresses_are_those_of_the_european_commission():
    occupation = rows_by_code("esco_occupations")["2512.4"]
    skill = load_list("esco_skills").rows[0]

    assert rules.esco_occupation_uri(occupation).startswith("http://data.europa.eu/esco/occupation/")
    assert rules.esco_skill_uri(skill).endswith(skill.extra["esco_id"])


def test_the_packaged_files_stay_small():
    sizes = {path.stem: path.stat().st_size for path in rules.DATA.glob("*.csv")}

    assert sizes["esco_occupations"] < 700_000
    assert sizes["esco_skills"] + sizes["esco_skill_links"] < 900_000


def test_the_reference_page_names_every_list_with_its_number_of_codes():
    page = (rules.DATA.parents[4] / "docs/reference/codelists.md").read_text(encoding="utf-8")

    missing = [n for n in rules.list_names() if f"| `{n}` | {len(load_list(n).rows)} |" not in page]
    assert missing == []
