"""Authorities, regulated professions and national levels with the least that is valid."""

from itertools import count

from corridor.knowledge.taxonomies.models import Authority, NationalLevel, RegulatedProfession

_numbers = count(1)
SAID = "invented for a test"


def make_authority(**fields) -> Authority:
    """An authority in Germany."""
    defaults = {"iso3": "DEU", "name": f"Authority {next(_numbers)}", "source": SAID, "is_invented": True}
    return Authority.objects.create(**defaults | fields)


def make_profession(**fields) -> RegulatedProfession:
    """Nursing, regulated in Germany."""
    defaults = {
        "iso3": "DEU",
        "title": f"Nurse {next(_numbers)}",
        "isco08": "2221",
        "source": SAID,
        "is_invented": True,
    }
    return RegulatedProfession.objects.create(**defaults | fields)


def make_level(**fields) -> NationalLevel:
    """Level 4 of a framework in Germany."""
    defaults = {
        "iso3": "DEU",
        "framework": "Framework",
        "level": "4",
        "report": f"Report {next(_numbers)}, {SAID}",
        "is_invented": True,
    }
    return NationalLevel.objects.create(**defaults | fields)
