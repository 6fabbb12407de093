"""Pathways with procedures and model contracts: invented, and said to be so, unless a source is named."""

from collections.abc import Mapping
from typing import Any

from corridor.demo.planting.ground import Ground
from corridor.demo.world.tables import document, in_four_languages, rows
from corridor.knowledge.pathways.services import create_model_contract, create_pathway, create_procedure

LANGUAGES = ("en", "fr", "es", "ar")


def plant_pathways(ground: Ground) -> None:
    """Enter the three pathways, their procedures and the model contracts."""
    register = document("pathways")
    source, by = in_four_languages(source=register["source"]), ground.user("designer")
    for entry in register["pathways"]:
        fields = {name: value for name, value in entry.items() if name != "steps"}
        pathway = create_pathway(**fields, **source, source_date=ground.today, is_invented=True, by=by)
        procedure = create_procedure(pathway=pathway, steps=_steps(entry), by=by)
        ground.keep[f"pathway {pathway.code}"] = pathway
        ground.keep[f"procedure {pathway.code}"] = procedure
    for contract in register["model_contracts"]:
        row = create_model_contract(**contract, **source, is_invented=True, by=by)
        ground.keep[f"contract {row.destination_iso3}"] = ground.keep.get(f"contract {row.destination_iso3}", row)


def _steps(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the steps of a pathway with invented fees, and those that stand in for others."""
    known = document("register")
    more = known["steps"].get(entry["code"], {})
    usual = [{**procedure_step(*step), **more.get(step[0], {})} for step in entry["steps"]]
    return usual + [
        {**{name: value for name, value in step.items() if name != "name"},
         **{f"name_{language}": step["name"][language] for language in LANGUAGES}}
        for step in known["alternatives"].get(entry["code"], ())
    ]  # fmt: skip


def procedure_step(code: str, legal_days: int, predecessors: list[str]) -> dict[str, Any]:
    """Return a step of a procedure with its texts and documents."""
    text = {row["code"]: row for row in rows("steps")}[code]
    kinds = {row["kind"]: row for row in rows("documents")}
    return {
        "code": code,
        **{f"name_{language}": text[f"name_{language}"] for language in LANGUAGES},
        "party": text["party"],
        **in_four_languages(authority=text["authority"]),
        "legal_days": legal_days,
        "predecessors": predecessors,
        "documents": [dict(kinds[kind]) for kind in text["documents"].split("|") if kind],
    }
