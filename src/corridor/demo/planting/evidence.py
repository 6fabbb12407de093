"""The evidence of the invented scheme: synthetic statistics, half of the questions answered, gaps, scores, marks."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from corridor.batch.evidence_record import FORMATS
from corridor.demo.evidence import Shape, write_sample
from corridor.demo.evidence.sample import FILES, STATED
from corridor.demo.planting.ground import Ground
from corridor.demo.world.tables import document
from corridor.design.evidence import services
from corridor.design.evidence.models import DataGap, HandScore, OccupationFlag, Proof
from corridor.design.schemes.models import Scheme
from corridor.knowledge.labour_market.services import import_file

SHAPE: Final = Shape(("BEL", "ESP", "DEU"), ("TUN", "MAR", "SEN", "EGY", "COL", "GHA"), 3)
"""The countries of the demonstration; three years are the fewest from which a growth of pay can be read."""

SEED: Final = 5
"""With this seed construction is the planted sector of Belgium, and Tunisia the planted origin for it."""


def plant_evidence(ground: Ground) -> None:
    """Import the synthetic statistics and what the sources state; answer half of the questions of one scheme."""
    _statistics(ground)
    plan = document("evidence")
    scheme, by = ground.schemes[plan["scheme"]], ground.user("designer")
    for entry in plan["answers"]:
        _answer(ground, scheme, plan, entry, by)
    for entry in plan["gaps"]:
        row = DataGap(
            scheme=scheme,
            question=entry["question"],
            owner=ground.organisations[entry["owner"]],
            due_date=ground.day(entry["due"]),
            cost_eur=entry.get("cost_eur"),
            **_worded(text=entry["text"], remedy=entry["remedy"]),
        )
        services.save_gap(row=row, by=by)
    _judgements(ground, scheme, plan, by)


def _statistics(ground: Ground) -> None:
    by, day = ground.user("designer"), ground.day(-20)
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_sample(folder, seed=SEED, last_year=ground.today.year - 1, shape=SHAPE)
        about: dict[str, Any] = {"by": by, "retrieved_date": day, "vintage_date": day}
        for file, _write in FILES:
            # The demonstration has adverts of its own.
            if file.format in FORMATS and file.format != "job-adverts":
                import_file(path=folder / file.name, publisher="Synthetic", is_synthetic=True, **about)
        import_file(path=folder / STATED, publisher="Documents", dataset_code="documents/example-corridors", **about)


def _answer(ground: Ground, scheme: Scheme, plan: dict[str, Any], entry: dict[str, Any], by: Any) -> None:
    due = entry.get("due")
    answer = services.answer_question(
        scheme=scheme,
        question=entry["question"],
        by=by,
        text=entry["en"],
        state=entry["state"],
        owner=ground.organisations[entry["owner"]],
        due_date=None if due is None else ground.day(due),
    )
    words = _worded(text=entry)
    answer.written_in, answer.wordings = words["written_in"], words["wordings"]
    answer.save(update_fields=["written_in", "wordings"])
    for kind in entry.get("proofs", ()):
        is_figure = kind == "figure"
        row = Proof(
            scheme=scheme,
            question=entry["question"],
            kind=Proof.Kind.FIGURE if is_figure else Proof.Kind.DOCUMENT,
            indicator="JOBVAC" if is_figure else "",
            area="BEL" if is_figure else "",
            source_date=ground.day(-30),
            **_worded(text=plan["figure" if is_figure else "proof"]),
        )
        services.save_proof(row=row, by=by)


def _judgements(ground: Ground, scheme: Scheme, plan: dict[str, Any], by: Any) -> None:
    """Give the scores of governance and mark the scheme's occupation."""
    day = ground.day(-60)
    for iso3, value in plan["scores"]["values"].items():
        source = _worded(source=plan["scores"]["source"])
        row = HandScore(scheme=scheme, indicator="governance", iso3=iso3, value=value, source_date=day, **source)
        services.save_hand_score(row=row, by=by)
    code = scheme.occupations.order_by("isco08")[0].isco08
    for kind, effect in plan["flags"]["marks"]:
        source = _worded(source=plan["flags"]["source"])
        mark = OccupationFlag(scheme=scheme, isco08=code, kind=kind, effect=effect, source_date=day, **source)
        services.save_flag(row=mark, by=by)


def _worded(**texts: dict[str, Any]) -> dict[str, Any]:
    """Return texts with their translations."""
    wordings = {
        field: {"of": said["en"], **{code: said[code] for code in ("fr", "es", "ar")}} for field, said in texts.items()
    }
    return {**{field: said["en"] for field, said in texts.items()}, "written_in": "en", "wordings": wordings}
