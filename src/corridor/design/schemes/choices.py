"""Code lists as choices of the forms of a plan, in the reader's language."""

from corridor.knowledge.codelists.selectors import choices_of, label_of

EMPTY = [("", "–")]


def countries() -> list[tuple[str, str]]:
    """Return all countries by name."""
    return [*EMPTY, *choices_of("countries")]


def sectors() -> list[tuple[str, str]]:
    """Return the sections of NACE."""
    return [*EMPTY, *((code, f"{code} – {label}") for code, label in choices_of("nace2") if len(code) == 1)]


def occupations() -> list[tuple[str, str]]:
    """Return the unit groups of ISCO-08."""
    return [*EMPTY, *((code, f"{code} – {label}") for code, label in choices_of("isco08") if len(code) == 4)]


def sdg_targets() -> list[tuple[str, str]]:
    """Return the targets of the Sustainable Development Goals that the sources name."""
    return [*EMPTY, *((code, f"{code} – {label}") for code, label in choices_of("sdg") if "." in code)]


def gcm_objectives() -> list[tuple[str, str]]:
    """Return the objectives of the Global Compact for Migration."""
    return [*EMPTY, *((code, f"{code} – {label}") for code, label in choices_of("gcm"))]


def country(iso3: str) -> str:
    """Return a country's name."""
    return label_of("countries", iso3) if iso3 else ""


def sector(nace2: str) -> str:
    """Return a sector's name."""
    return label_of("nace2", nace2) if nace2 else ""


def occupation(isco08: str) -> str:
    """Return an occupation's name."""
    return label_of("isco08", isco08) if isco08 else ""
