"""Small classifications; authorities, regulated professions and national levels with the least that is valid."""

from itertools import count

from corridor.batch.taxonomies.records import Asked
from corridor.knowledge.taxonomies.models import (
    Authority,
    Classification,
    Concept,
    ConceptRelation,
    NationalLevel,
    RegulatedProfession,
)
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


def classification_rows() -> dict[str, int]:
    """Two versions of a classification of two concepts and what a country says, for the matrix of access."""
    for version in ("1.0", "1.1"):
        row = Classification.objects.create(
            name="esco", version=version, layout="esco-1.1", languages="en", digest="0" * 64
        )
        skill = Concept.objects.create(classification=row, uri="x:skill", kind="skill")
        welder = Concept.objects.create(classification=row, uri="x:welder", kind="occupation", code="7212.3")
        ConceptRelation.objects.create(source=welder, target=skill, type="essential")
    authority = make_authority(iso3="BEL")
    profession = make_profession(iso3="BEL", authority=authority)
    keys = {"concept": welder.pk, "authority": authority.pk, "profession": profession.pk}
    return keys | {"level": make_level(iso3="BEL").pk}
