"""Reading code lists in the reader's language."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from corridor.knowledge.codelists import selectors
from corridor.knowledge.codelists.models import Code, CodeList

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Software developers"), ("fr", "Concepteurs de logiciels"), ("ar", "مطوّرو البرمجيات")],
)
def test_a_code_bears_the_label_of_the_reader_s_language(loaded, language, label):
    row = Code.objects.get(code_list__name="isco08", code="2512")

    with override(language):
        assert row.label == label
        assert row.label_language == language
        assert selectors.label_of("isco08", "2512") == label


def test_a_missing_label_is_english_and_says_so(loaded):
    row = Code.objects.get(code_list__name="isco08", code="2631")

    with override("ar"):
        assert (row.label, row.label_language, row.is_unreviewed) == ("Economists", "en", False)
        assert selectors.label_language_of("isco08", "2631") == "en"


def test_our_own_translation_is_known_as_unreviewed_and_the_published_one_is_not(loaded):
    row = Code.objects.get(code_list__name="isco08", code="2512")

    with override("ar"):
        assert row.is_unreviewed
    with override("fr"):
        assert not row.is_unreviewed


def test_naming_packaged_codes_asks_the_database_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0), override("es"):
        assert selectors.label_of("countries", "MAR") == "Marruecos"
        assert selectors.label_of("isco08", "9211") == "Peones de explotaciones agrícolas"
        assert selectors.is_open_code("isco08", "9211")
        assert not selectors.is_open_code("currencies", "XEU")
        assert not selectors.is_open_code("isco08", "9999")


def test_a_code_that_only_the_database_knows_is_named_too(loaded):
    isco = CodeList.objects.get(name="isco08")
    Code.objects.create(code_list=isco, code="2512-N", parent="2512", position=9999, label_en="National code")

    assert selectors.label_of("isco08", "2512-N") == "National code"


@pytest.mark.parametrize(("name", "code"), [("isco08", "9999"), ("unknown", "1")])
def test_an_unknown_code_is_shown_as_it_is(loaded, name, code):
    assert selectors.label_of(name, code) == code


def test_open_codes_leave_out_the_closed_ones(loaded):
    codes = set(selectors.codes_of("currencies").values_list("code", flat=True))

    assert "EUR" in codes
    assert not codes & {"XEU", "DEM", "BGN"}
    assert "XEU" in selectors.all_codes_of("currencies").values_list("code", flat=True)


def test_lists_are_counted_open_and_closed(loaded):
    money = next(each for each in selectors.code_lists() if each.name == "currencies")

    assert (money.open_codes, money.closed_codes) == (153, 16)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("software developers", "2512"),
        ("ELECTRICIENS batiment", "7411"),
        ("اللحّامون", "7212"),
        ("soldadores", "7212"),
        ("9214", "9214"),
    ],
)
def test_search_finds_codes_and_labels_of_every_language_without_accents(loaded, words, code):
    found = selectors.search("isco08", words).values_list("code", flat=True)

    assert code in found


def test_search_wants_every_word(loaded):
    assert not selectors.search("isco08", "software welders").exists()


def test_the_hierarchy_is_walked_down_and_up(loaded):
    below = selectors.children_of("isco08", "251").values_list("code", flat=True)

    assert list(below) == ["2511", "2512", "2513", "2514", "2519"]
    assert [above.code for above in selectors.ancestors_of("isco08", "2512")] == ["2", "25", "251"]
    assert selectors.codes_with_children("isco08", ["251", "2512"]) == {"251"}
    assert selectors.children_of("isco08", "").count() == 10


def test_choices_of_countries_stand_in_the_alphabet_of_the_reader(loaded):
    with override("fr"):
        names = [label for _, label in selectors.choices_of("countries")]

    assert (
        names.index("Émirats arabes unis") < names.index("Équateur") < names.index("Espagne") < names.index("Finlande")
    )
    assert len(names) == 250


def test_choices_offer_no_closed_code(loaded):
    assert "XEU" not in dict(selectors.choices_of("currencies"))


def test_templates_name_codes_and_mark_the_english_ones():
    plain = Template('{% load codelists %}{{ code|code_label:"isco08" }}')
    marked = Template('{% load codelists %}{{ code|code_name:"isco08" }}')

    with override("ar"):
        texts = [each.render(Context({"code": code})) for each in (plain, marked) for code in ("2631", "2512", None)]

    assert texts == [
        *("Economists", "مطوّرو البرمجيات", ""),
        *('<span lang="en" dir="ltr">Economists</span>', "مطوّرو البرمجيات", ""),
    ]
