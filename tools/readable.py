"""The text of a page as a reader meets it, without what is marked as another language, as a code or as a name."""

import re
from html.parser import HTMLParser

_EMPTY = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_HIDDEN = frozenset({"script", "style", "code", "bdi", "pre", "kbd", "template"})
_READ_ALOUD = ("title", "aria-label", "alt", "placeholder", "data-label")
ENGLISH = re.compile(r"\b[A-Za-z][a-z'’-]*\b(?:[ ,;:]+[A-Za-z][A-Za-z'’-]*\b){3,}")

# Words that English has and neither French nor Spanish.
TELLING = frozenset({"the", "and", "your", "you", "with", "is", "are", "of", "for", "by", "to", "not", "this", "who"})


class _Reader(HTMLParser):
    """Collects the texts of a page; what is marked as written in another language than the page is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "html":
            self.language = values.get("lang") or ""
        is_apart = tag in _HIDDEN or (values.get("lang") or self.language) != self.language
        if not (is_apart or self._is_apart()):
            self.texts += [values[name] for name in _READ_ALOUD if values.get(name)]
        if tag not in _EMPTY:
            self.open.append((tag, is_apart))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not self._is_apart():
            self.texts.append(" ".join(data.split()))

    def _is_apart(self):
        return any(is_apart for _tag, is_apart in self.open)


def english_sentences(page: str) -> list[str]:
    """Return every run of four words or more in Latin letters that have an English word among them.

    In a language that is written otherwise, any four such words are a sentence in a foreign language.
    """
    reader = _Reader()
    reader.feed(page)
    found = (run for text in reader.texts for run in ENGLISH.findall(text))
    if 'dir="rtl"' in page:
        return list(found)
    return [run for run in found if set(run.lower().split()) & TELLING]
