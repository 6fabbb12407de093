"""How a title is read: folded letters, light stems, forms of a pair, parentheses."""

import pytest

from corridor.engines.linking.text import fold, pieces, stem
from corridor.engines.linking.variants import MOST_VARIANTS, variants


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straßenbauer", "STRASSENBAUER"),
        ("Łącznościowiec", "lacznosciowiec"),
        ("infirmière", "INFIRMIERE"),
        ("مُمَرِّضَة", "ممرضه"),
        ("أحمد", "احمد"),
        ("مهندـــس", "مهندس"),
        ("\u200fnurse\u200e", "nurse"),
        ("cook\u00a0- chef", "cook chef"),
        ("ﬁtter", "fitter"),
    ],
)
def test_spellings_of_the_same_title_fold_to_one(one, other):
    assert fold(one) == fold(other)


def test_marks_that_are_parts_of_a_word_stay():
    assert fold("नर्स") == "नर्स"
    assert fold("🙂 --- ") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("serveur", "serveuse"), ("Teacher", "teachers"), ("mechanics", "mechanic"), ("directeur", "directrice")],
)
def test_forms_of_number_and_gender_have_one_stem(one, other):
    assert stem(fold(one)) == stem(fold(other))


def test_pieces_stand_between_the_ends_of_their_word():
    assert pieces("cook", 3, 4) == [" co", "coo", "ook", "ok ", " coo", "cook", "ook "]


@pytest.mark.parametrize(
    ("title", "forms"),
    [
        ("Bäcker*innen", ["Bäcker", "Bäckerinnen"]),
        ("aide-soignant/aide-soignante", ["aide-soignant", "aide-soignante"]),
        ("serveur/serveuse de restaurant", ["serveur de restaurant", "serveuse de restaurant"]),
        (
            "Accueillant familial / Accueillante familiale auprès d'adultes",
            ["Accueillant familial auprès d'adultes", "Accueillante familiale auprès d'adultes"],
        ),
        ("chercheur en droit/chercheuse en droit", ["chercheur en droit", "chercheuse en droit"]),
        ("Steward / Hôtesse au sol", ["Steward", "Hôtesse au sol"]),
        ("infirmier(ère)", ["infirmier", "infirmière"]),
        ("employé·e de bureau", ["employé de bureau", "employée de bureau"]),
        ("Fachkraft (m/w/d) Lager", ["Fachkraft Lager"]),
        ("Senior Engineer (Java)", ["Senior Engineer", "Java"]),
        ("Bus drivers, school", ["school Bus drivers"]),
        ("Drivers, except taxi", ["Drivers"]),
        ("Vendeurs (sauf alimentation)", ["Vendeurs", "sauf alimentation"]),
        ("cook, baker, butcher", []),
        ("carpenter", []),
        ("/", []),
    ],
)
def test_a_title_is_read_in_each_of_its_forms(title, forms):
    assert list(variants(title)) == [title, *forms]


def test_a_title_of_many_slashes_has_a_bounded_number_of_forms():
    assert len(variants("/".join("abcdefghijklmnop"))) <= MOST_VARIANTS
