"""The register of pathways beyond its first three: the packaged ones, invented rights, gaps and visa centres."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from corridor.demo.planting.ground import Ground
from corridor.demo.world.tables import document, in_four_languages
from corridor.knowledge.pathways.loading import load_pathways
from corridor.knowledge.pathways.models import Blockage, Pathway, PathwayNote, ProcedureStep, VisaCentre
from corridor.knowledge.pathways.services import record_real_days, save_entry

LANGUAGES = ("en", "fr", "es", "ar")


def plant_register(ground: Ground) -> None:
    """Load the packaged pathways, then enter what is invented for the demonstration and said to be so."""
    by, register = ground.user("designer"), document("register")
    source = in_four_languages(source=document("pathways")["source"])
    load_pathways(by=by)
    for code, days in register["real_days"].items():
        for step in ProcedureStep.objects.filter(procedure=ground.keep[f"procedure {code}"], code__in=list(days)):
            record_real_days(step=step, days=days[step.code], source=source["source"], on=ground.today, by=by)
    for code, notes in register["notes"].items():
        for note in notes:
            row = PathwayNote(pathway=ground.keep[f"pathway {code}"], topic=note["topic"], answer=note["answer"])
            save_entry(row=_told(row, source, text=note["text"]), by=by)
    _plant_gaps(ground, register, source, by)


def _plant_gaps(ground: Ground, register: Mapping[str, Any], source: Mapping[str, Any], by: Any) -> None:
    words = ("text", "place", "law_or_office", "champion", "next_step")
    for entry in register["blockages"]:
        pathway: Pathway = ground.keep[f"pathway {entry['pathway']}"]
        day = ground.today + timedelta(days=entry["next_step_days"])
        blockage = Blockage(
            pathway=pathway, kind=entry["kind"], state=entry["state"], next_step_date=day, is_invented=True
        )
        save_entry(row=_told(blockage, source, **{name: entry[name] for name in words}), by=by)
    for entry in register["centres"]:
        plain = {name: entry[name] for name in ("iso3", "destination_iso3", "serves_iso3")}
        names = {f"name_{language}": entry["name"][language] for language in LANGUAGES}
        centre = VisaCentre(**plain, **names, is_invented=True)
        save_entry(row=_told(centre, source, **{name: entry[name] for name in ("place", "operator", "tasks")}), by=by)


def _told(row: Any, source: Mapping[str, Any], **texts: Mapping[str, str]) -> Any:
    """Write texts with their translations into a row, and its source."""
    row.source, row.written_in, row.wordings = source["source"], "en", dict(source["wordings"])
    for field, text in texts.items():
        setattr(row, field, text.get("en", ""))
        if text:
            row.wordings[field] = {"of": text["en"], **{each: text[each] for each in LANGUAGES[1:]}}
    return row
