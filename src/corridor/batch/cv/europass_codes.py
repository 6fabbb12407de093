"""The codes of the Europass dialects: languages, countries, dimensions of a language."""

import re
from collections.abc import Mapping
from typing import Final

from corridor.kernel.places import ISO2_OF

CANDIDATE: Final = "http://www.europass.eu/1.0"
NAMESPACES: Final = {
    "hr": "http://www.hr-xml.org/3",
    "oa": "http://www.openapplications.org/oagis/9",
    "eures": "http://www.europass_eures.eu/1.0",
}

# ISO 639-2; where the bibliographic code differs from the terminological one, both are read and the former is written.
LANGUAGES: Final[Mapping[str, str]] = {
    "alb": "Albanian", "amh": "Amharic", "ara": "Arabic", "arm": "Armenian", "aze": "Azerbaijani", "ben": "Bengali",
    "ber": "Berber", "bos": "Bosnian", "bul": "Bulgarian", "cat": "Catalan", "chi": "Chinese", "hrv": "Croatian",
    "cze": "Czech", "dan": "Danish", "dut": "Dutch", "eng": "English", "est": "Estonian", "fin": "Finnish",
    "fre": "French", "geo": "Georgian", "ger": "German", "gre": "Greek", "guj": "Gujarati", "hau": "Hausa",
    "heb": "Hebrew", "hin": "Hindi", "hun": "Hungarian", "ice": "Icelandic", "ind": "Indonesian", "gle": "Irish",
    "ita": "Italian", "jpn": "Japanese", "kan": "Kannada", "kor": "Korean", "kur": "Kurdish", "lav": "Latvian",
    "lit": "Lithuanian", "ltz": "Luxembourgish", "mac": "Macedonian", "mal": "Malayalam", "mlt": "Maltese",
    "mar": "Marathi", "mon": "Mongolian", "nep": "Nepali", "nor": "Norwegian", "per": "Persian", "pol": "Polish",
    "por": "Portuguese", "pan": "Punjabi", "rum": "Romanian", "rus": "Russian", "srp": "Serbian", "sin": "Sinhala",
    "slo": "Slovak", "slv": "Slovenian", "som": "Somali", "spa": "Spanish", "swa": "Swahili", "swe": "Swedish",
    "tgl": "Tagalog", "tam": "Tamil", "tel": "Telugu", "tha": "Thai", "tir": "Tigrinya", "tur": "Turkish",
    "ukr": "Ukrainian", "urd": "Urdu", "uzb": "Uzbek", "vie": "Vietnamese", "wol": "Wolof", "yor": "Yoruba",
}  # fmt: skip
SAME: Final[Mapping[str, str]] = {
    "sqi": "alb", "hye": "arm", "zho": "chi", "ces": "cze", "nld": "dut", "fra": "fre", "kat": "geo", "deu": "ger",
    "ell": "gre", "isl": "ice", "mkd": "mac", "fas": "per", "ron": "rum", "slk": "slo",
}  # fmt: skip
CODES: Final[Mapping[str, str]] = {name.lower(): code for code, name in LANGUAGES.items()}

DIMENSIONS: Final[Mapping[str, str]] = {
    "CEF-Understanding-Listening": "listening",
    "CEF-Understanding-Reading": "reading",
    "CEF-Speaking-Interaction": "interaction",
    "CEF-Speaking-Production": "production",
    "CEF-Writing-Production": "writing",
}
NATIVE: Final = frozenset(
    {"native", "native speaker", "mother tongue", "langue maternelle", "lengua materna", "لغة أم"}
)

ESCO: Final = re.compile(r"https?://data\.europa\.eu/esco/\S+")
_ISO2: Final = frozenset(ISO2_OF.values())
_OF_THE_UNION: Final = {"EL": "GR", "UK": "GB"}


def country_of(code: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country; what is no such code is returned as it stands.

    >>> country_of("ma"), country_of("el"), country_of("Maroc")
    ('MA', 'GR', 'Maroc')
    """
    upper = _OF_THE_UNION.get(code.upper(), code.upper())
    return upper if upper in _ISO2 else code


def language_of(code: str) -> tuple[str, str]:
    """Return name and code of a language by its code of ISO 639-2; a language that is not listed is called by its code.

    >>> language_of("fra"), language_of("xyz")
    (('French', 'fre'), ('xyz', 'xyz'))
    """
    lower = SAME.get(code.lower(), code.lower())
    return LANGUAGES.get(lower, code), lower
