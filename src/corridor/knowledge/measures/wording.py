"""How codes and phrases of the gallery are written in the reader's language."""

from dataclasses import dataclass
from typing import Final

from babel import Locale
from django.utils.translation import get_language, gettext_lazy as _

from corridor.batch import gallery_terms
from corridor.kernel.places import ISO2_OF, KOSOVO

PLACE_GROUPS: Final = {
    "ANY": _("Any country"),
    "EU": _("European Union"),
    "EEA": _("European Economic Area"),
    "GCC": _("Gulf Cooperation Council"),
    "MAGHREB": _("Maghreb"),
    "MASHREQ": _("Mashreq"),
    "NORTH-AFRICA": _("North Africa"),
    "AFRICA-11": _("Eleven countries of Africa"),
}
DOCUMENTS: Final = {
    "guide": _("Labour Mobility Scheme Guide (MPF, ICMPD)"),
    "smp": _("Skills Mobility Partnerships, guidance (IOM, 2023)"),
    "gfmd": _("Skilling Migrants for Employment, background paper (GFMD, 2020)"),
    "pilots": _("Policy brief on the EU pilot projects on legal migration (MPF, ICMPD)"),
    "mismes": _("Inventory of migrant support measures, MISMES (ETF, 2015)"),
}


@dataclass(frozen=True)
class Phrase:
    """A phrase of the data as it is shown: in the reader's language, or in English and marked so."""

    text: str
    is_foreign: bool = False

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def language() -> str:
    """Return the two letters of the reader's language."""
    return (get_language() or "en")[:2]


def phrase(text: str) -> Phrase:
    """Return a phrase of the gallery for the reader."""
    translated = gallery_terms.translate(text, language())
    return Phrase(text, is_foreign=True) if text and translated is None else Phrase(translated or "")


def place_label(code: str) -> str:
    """Return the name of a country or a group of countries; Kosovo carries the asterisk of its note."""
    if code in PLACE_GROUPS:
        return str(PLACE_GROUPS[code])
    name = str(Locale.parse(language()).territories.get(ISO2_OF.get(code, ""), code))
    return f"{name}*" if code == KOSOVO else name


def sector_label(code: str) -> str:
    """Return the name of a sector, with a capital where the script has one."""
    name = phrase(code).text
    return name[:1].upper() + name[1:]


def document_label(code: str) -> str:
    """Return the title of a source document."""
    return str(DOCUMENTS.get(code, code))
