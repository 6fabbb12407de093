"""What holds of persons and skills, whoever stores them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

_NOT_LETTERS = re.compile(r"[^\w]+")
_NOT_DIGITS = re.compile(r"\D+")
_NEAR = 0.5
_SHORT_WORD = 3


@dataclass(frozen=True)
class SkillRef:
    """One skill as vacancies and passports name it: an address in ESCO where there is one, and labels."""

    uri: str
    label_en: str
    label_fr: str = ""
    label_es: str = ""
    label_ar: str = ""

    @classmethod
    def of(cls, stored: Mapping[str, str]) -> "SkillRef":
        """Read a skill from its stored form."""
        return cls(
            **{name: str(stored.get(name, "")) for name in ("uri", "label_en", "label_fr", "label_es", "label_ar")}
        )

    @property
    def key(self) -> str:
        """The word by which two sides name the same skill.

        >>> SkillRef("", "Install  PV modules").key
        'text:install pv modules'
        """
        return skill_key(self.uri, self.label_en)

    def label(self, language: str) -> str:
        """Return the label in a language, English where there is none."""
        return str(getattr(self, f"label_{language[:2]}", "") or self.label_en or self.uri)


def key_of(stored: Mapping[str, str]) -> str:
    """Return the key of a skill in its stored form; `SkillRef.of(stored).key` says the same, six times as slowly.

    >>> key_of({"uri": "", "label_en": "Welding"})
    'text:welding'
    """
    return skill_key(str(stored.get("uri", "")), str(stored.get("label_en", "")))


def skill_key(uri: str, label: str) -> str:
    """Return the address of a skill, or its label in plain letters where it has no address."""
    return uri or f"text:{plain(label)}"


def plain(text: str) -> str:
    """Return a text in lower case, without accents, signs or double spaces, in any script.

    >>> plain("  Électricien-ne ")
    'electricien ne'
    """
    if text.isascii():
        return _NOT_LETTERS.sub(" ", text.lower()).strip()
    # Letters of mathematics become plain ones first; folding may leave accents apart again, hence the second time.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _NOT_LETTERS.sub(" ", kept).strip()


def name_key(given_name: str, family_name: str) -> str:
    """Return a name by which a person is found again, whatever the order of its words.

    >>> name_key("Fatima Zahra", "El Idrissi") == name_key("El-Idrissi", "FATIMA zahra")
    True
    """
    return " ".join(sorted(plain(f"{given_name} {family_name}").split()))


def phone_key(phone: str) -> str:
    """Return the last nine digits of a number: country codes and spaces are written in many ways.

    >>> phone_key("+212 661-234567") == phone_key("00212661234567")
    True
    """
    digits = _NOT_DIGITS.sub("", phone)
    return digits[-9:] if len(digits) >= 6 else ""


def middle_level(levels: Sequence[int]) -> int:
    """Return the level by which somebody is matched: the middle one of what she can do, the lower of two.

    >>> middle_level([4, 4, 3, 2]), middle_level([5])
    (3, 5)
    """
    return median_low(levels)


def nearest_skill(wanted: str, held: Iterable[str]) -> str:
    """Return the held label that shares at least half of its longer words with the wanted one, or ''.

    It is shown beside a missing skill so that a person can judge; it never enters a score.

    >>> nearest_skill("read electrical drawings", ["read technical drawings", "weld"])
    'read technical drawings'
    """
    best, best_share = "", 0.0
    for label in sorted(held):
        share = _shared(wanted, label)
        if share >= _NEAR and share > best_share:
            best, best_share = label, share
    return best


def _shared(one: str, other: str) -> float:
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0.0
    return len(first & second) / len(first | second)


def _words(label: str) -> frozenset[str]:
    return frozenset(word for word in plain(label).split() if len(word) > _SHORT_WORD)
