"""Small classifications; authorities, regulated professions and national levels with the least that is valid."""

from itertools import count

from corridor.batch.taxonomies.records import Asked
from corridor.knowledge.taxonomies.models import Authority, NationalLevel, RegulatedProfession
from corridor.knowledge.taxonomies.services.importing import import_files
from tests.factories.taxonomy_files import write_zip

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


def bring_in(folder, *files, name="esco", version="1.1.1", language="", by=None):
    """A classification imported from small files."""
    folder.mkdir(exist_ok=True)
    paths = [write_zip(folder, f"{number}.zip", some) for number, some in enumerate(files)]
    return import_files(paths=paths, asked=Asked(name, version, language), by=by)
