"""Classifications, professions and levels: what the sources say, and beside it what is invented and said to be so."""

from typing import Any

from corridor.batch.taxonomies.records import Asked
from corridor.demo.planting.ground import Ground
from corridor.demo.planting.quotas import in_own_words
from corridor.demo.world.tables import DATA, document
from corridor.knowledge.taxonomies.models import Authority, NationalLevel, RegulatedProfession
from corridor.knowledge.taxonomies.services import professions as services
from corridor.knowledge.taxonomies.services.importing import import_files

YEARS = ("2025", "2026")


def plant_taxonomies(ground: Ground) -> None:
    """Bring in two versions of a small invented list, then enter professions, authorities and levels."""
    by, register = ground.user("designer"), document("professions")
    for year in YEARS:
        import_files(paths=[DATA / f"trades-{year}.csv"], asked=Asked("invented-trades", year), by=None)
    services.enter_reported(by=by)
    for iso3, (language, level) in register["countries"].items():
        for key, entry in register["authorities"].items():
            _plant_country(ground, register, iso3, key, entry, f"{language}:{level}", by)
    _plant_levels(ground, register, by)


def _plant_country(
    ground: Ground, register: dict[str, Any], iso3: str, key: str, entry: dict[str, Any], languages: str, by: Any
) -> None:
    texts = in_own_words(name=entry["name"], scope=entry["scope"], source=register["source"])
    office = Authority(iso3=iso3, checked_date=ground.day(-90), is_invented=True, **texts)
    services.save_authority(authority=office, by=by)
    for said in (each for each in register["professions"] if each["authority"] == key):
        row = RegulatedProfession(
            iso3=iso3,
            isco08=said["isco08"],
            measure=said["measure"],
            authority=office,
            languages_needed=languages,
            valid_from_date=ground.day(-700),
            checked_date=ground.day(-90),
            is_invented=True,
            **in_own_words(title=said["title"], legal_basis=register["law"], source=register["source"]),
        )
        services.save_profession(profession=row, by=by)


def _plant_levels(ground: Ground, register: dict[str, Any], by: Any) -> None:
    said = register["levels"]
    for level, eqf_level in said["rows"].items():
        row = NationalLevel(
            iso3=said["iso3"],
            level=level,
            eqf_level=eqf_level,
            report_date=ground.day(-500),
            is_invented=True,
            **in_own_words(framework=said["framework"], report=register["source"]),
        )
        services.save_level(level=row, by=by)
