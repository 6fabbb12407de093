"""One written form for titles in any script: letters folded, words, light stems, pieces of words."""

import re
import unicodedata

# Letters that no decomposition of Unicode takes apart; Arabic forms that stand for the same letter.
FOLDED = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "ng",
    "ة": "ه", "ى": "ي", "ٱ": "ا", "ک": "ك", "ی": "ي", "ہ": "ه", "ؤ": "و", "ئ": "ي", "ـ": "",
}  # fmt: skip
# Accents of Latin, Greek and Cyrillic letters, Arabic vowel signs. Marks of other scripts are parts of their words.
MARKS = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed]")
SHORTEST_STEM = 4
# Endings of number and gender in the languages of ESCO, the longest first; one list for all of them.
ENDINGS = (
    "innen", "euses", "rices", "istin", "euse", "rice", "eurs", "eres", "iers", "oras", "ores", "ices",
    "eur", "ers", "ere", "ier", "ora", "ore", "ice", "kin", "ien", "ies", "ing",
    "in", "en", "er", "or", "es", "os", "as", "ka", "ek", "ey", "te", "et",
    "a", "e", "i", "o", "u", "y", "s", "n", "r", "ه",
)  # fmt: skip


class _Letters(dict[int, str]):
    """What stands for a character after folding, found once for each; what is no part of a word parts words."""

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        if letter in FOLDED:
            folded = FOLDED[letter]
        elif MARKS.match(letter) or unicodedata.category(letter) == "Cf":
            folded = ""
        else:
            folded = letter if unicodedata.category(letter)[0] in "LNM" else " "
        self[number] = folded
        return folded


_LETTERS = _Letters()


def fold(text: str) -> str:
    """Return the text without case, accents, vowel signs and marks of direction; words are parted by one space.

    >>> fold("Bäcker/in  (GROSS) łódź")
    'backer in gross lodz'
    >>> fold("مُهَنْدِسَة") == fold("مهندسه")
    True
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(decomposed.translate(_LETTERS).split())


def stem(word: str) -> str:
    """Return a folded word without one ending of number or gender; a short word stays as it is.

    >>> stem("serveuse") == stem("serveur"), stem("cooks") == stem("cook"), stem("bus")
    (True, True, 'bus')
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def pieces(word: str, shortest: int, longest: int) -> list[str]:
    """Return every run of letters of a word that stands between spaces, as often as it occurs.

    >>> pieces("ab", 2, 3)
    [' a', 'ab', 'b ', ' ab', 'ab ']
    """
    padded = f" {word} "
    return [
        padded[start : start + length]
        for length in range(shortest, longest + 1)
        for start in range(len(padded) - length + 1)
    ]
