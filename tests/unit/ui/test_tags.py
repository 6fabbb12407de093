"""Tags and filters as templates use them."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError

from corridor.ui import icons
from corridor.ui.templatetags import ui


def render(text: str, **context) -> str:
    return Template("{% load ui %}" + text).render(Context(context))


def test_an_icon_is_hidden_from_assistive_technology():
    drawn = render('{% icon "users" "cr-flip" %}')

    assert 'aria-hidden="true"' in drawn
    assert 'class="icon cr-flip"' in drawn
    assert "<path" in drawn


def test_an_unknown_icon_becomes_a_dot_instead_of_an_error():
    assert render('{% icon "no-such-icon" %}') == render('{% icon "point" %}')
    assert not icons.exists("no-such-icon")


def test_an_icon_name_cannot_leave_the_folder_of_icons():
    assert icons.drawing("../VENDOR") == icons.drawing("point")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Salma Idrissi", "SI"), ("Anne-Marie de Vries", "AV"), ("Zoé", "Z"), ("", ""), ("سلمى الإدريسي", "سا")],
)
def test_initials_are_the_first_letters_of_first_and_last_word(name, letters):
    assert ui.initials(name) == letters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% num 6412 %}", "6,412"),
        ("{{ 6412|num }}", "6,412"),
        ("{{ x|num:1 }}", "2.5"),
        ('{% money x "EUR" %}', "€2.50"),
        ('{{ 3|money:"EUR" }}', "€3"),
        ("{% pct 0.5 %}", "50%"),
        ("{{ 0.123|pct:1 }}", "12.3%"),
        ("{% share 12 40 %}", "30% (12 of 40)"),
        ("{% asked 1 2 %}", "asked 1 of 2"),
        ("{{ nothing|num }}", "–"),
        ("{{ mapping|get:'a' }}", "1"),
        ("{{ mapping|get:'b' }}", ""),
        ("{{ rows|at:1 }}", "second"),
        ("{{ rows|at:7 }}", ""),
    ],
)
def test_tags_write_values(text, expected):
    assert render(text, x="2.5", nothing=None, mapping={"a": 1}, rows=["first", "second"]) == expected


def test_a_date_can_be_read_by_programs():
    written = render("{% when day %}", day=dt.date(2026, 11, 14))

    assert written == '<time datetime="2026-11-14">14 Nov 2026</time>'


def test_a_date_may_come_as_iso_text():
    assert render('{{ "2026-11-14"|when:"long" }}') == "14 November 2026"


@pytest.mark.parametrize("text", ["{{ word|num }}", "{{ 5|when }}"])
def test_what_is_no_number_or_date_is_refused(text):
    with pytest.raises(TemplateSyntaxError):
        render(text, word="many")


def test_a_bar_never_leaves_its_frame():
    assert 'width="100%" height="100%" class="cr-f0"' in ui.bar(150, 100)
    assert 'width="0%" height="100%" class="cr-f0"' in ui.bar(-5, 100)
    assert 'width="0%" height="100%" class="cr-f2"' in ui.bar(5, 0, 2)


def test_stacked_parts_follow_each_other():
    drawn = ui.stacked([(40, 0), (24, 1)])

    assert 'x="0%" width="39.5%"' in drawn
    assert 'x="40%" width="23.5%"' in drawn


@pytest.mark.parametrize(
    ("shell", "cookie", "expected"),
    [
        (SimpleNamespace(theme="dark"), "light", "dark"),
        (None, "dark", "dark"),
        (None, '"><script>', "light"),
        (None, "", "light"),
    ],
)
def test_the_theme_comes_from_the_shell_or_the_cookie_and_is_one_of_two(shell, cookie, expected):
    request = SimpleNamespace(COOKIES={"corridor_theme": cookie})

    assert render("{% theme %}", shell=shell, request=request) == expected


def test_the_theme_needs_no_request():
    assert render("{% theme %}") == "light"


def test_names_are_escaped():
    assert "<b>" not in render("{% avatar name %}", name="<b>")
