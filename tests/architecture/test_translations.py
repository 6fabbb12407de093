"""Every text has its French, Spanish and Arabic."""

import re

import polib
import pytest

from tools import messages

PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd]")


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("floor", messages.FLOORS)
def test_no_text_is_without_translation(floor, language):
    assert messages.gaps(floor, language) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("floor", messages.FLOORS)
def test_translations_keep_the_values_of_their_text(floor, language):
    for entry in messages.load(floor, language):
        for text in [entry.msgstr] if not entry.msgid_plural else []:
            assert set(PLACE.findall(text)) == set(PLACE.findall(entry.msgid)), f"{entry.msgid} -> {text}"
        for form, text in entry.msgstr_plural.items():
            # A language may say "one" or "two" without the figure.
            allowed = set(PLACE.findall(entry.msgid_plural)) | set(PLACE.findall(entry.msgid))
            assert set(PLACE.findall(text)) <= allowed, f"{entry.msgid} [{form}] -> {text}"


def test_a_text_without_translation_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "page.html").write_text('{% load i18n %}{% trans "Hello" %}')

    assert messages.gaps("ui", "fr") == ["Hello"]

    messages.update(["ui"])
    path = messages.catalogue("ui", "fr")
    po = polib.pofile(str(path))
    po[0].msgstr = "Bonjour"
    po.save(str(path))
    assert messages.gaps("ui", "fr") == []
