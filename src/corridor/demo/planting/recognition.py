"""Recognition: procedures, four cases in four states, evidence with a mark, a list of decisions; all invented."""

from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from corridor.access.models import User
from corridor.core import files
from corridor.delivery.recognition.models import (
    AskedDocument,
    CaseDocument,
    EquivalenceEntry,
    LawProfile,
    PriorLearningItem,
    RecognitionCase,
    RecognitionProcedure,
)
from corridor.delivery.recognition.rules.rubrics import Marks
from corridor.delivery.recognition.services import cases, decisions, portfolio, review
from corridor.delivery.skills.models import Person
from corridor.demo.planting.ground import Ground
from corridor.demo.world.tables import document
from corridor.knowledge.taxonomies.models import Authority

FARM = "MA-ES-FARM"
_TIMES = ("receipt_time", "decision_time", "fast_track_time", "extension_time", "appeal_time")
_PAPER = b"%PDF-1.4\n% An empty paper of the demonstration.\n%%EOF\n"


def plant_recognition(ground: Ground) -> None:
    """Enter procedures, cases, evidence and the list of decisions."""
    book = document("recognition")
    procedures = _procedures(ground, book)
    _entries(ground, book)
    deciders = {iso3: ground.user(name) for iso3, name in (("DEU", "authority"), ("ESP", "authority.es"))}
    paper = files.keep(
        upload=ContentFile(_PAPER, name="paper.pdf"), purpose="recognition", media_type="application/pdf", by=None
    )
    _under_review(ground, procedures["de-comparability"], deciders["DEU"], paper)
    _decided_in_part(ground, book, procedures["es-farm"], deciders["ESP"], paper)
    _waiting_for_papers(ground, procedures["es-degree"], deciders["ESP"], paper)
    _appealed(ground, book, procedures["de-electrician"], deciders["DEU"], paper)
    _evidence(ground, book, deciders["ESP"])


def told(row: Any, **texts: Any) -> Any:
    """Write texts with their translations into a row."""
    row.written_in = "en"
    for field, text in texts.items():
        if text:
            setattr(row, field, text["en"])
            row.wordings[field] = {"of": text["en"], **{each: text[each] for each in ("fr", "es", "ar")}}
    return row


def _procedures(ground: Ground, book: dict[str, Any]) -> dict[str, RecognitionProcedure]:
    said, law = book["source"], book["law"]
    statute = told(
        LawProfile(iso3=law["iso3"], law_date=law["date"], is_invented=True), title=law["title"], source=said
    )
    statute.save()
    offices = {
        code: told(
            Authority(iso3=one["iso3"], checked_date=ground.day(-40), is_invented=True), name=one["name"], source=said
        )
        for code, one in book["authorities"].items()
    }
    Authority.objects.bulk_create(offices.values())
    found = {}
    for code, entry in book["procedures"].items():
        office, (fee, payer) = offices[entry["authority"]], entry["fee"]
        row = RecognitionProcedure(
            code=code,
            iso3=office.iso3,
            origin_iso3=entry["origin"],
            isco08=entry["isco08"],
            layer=entry["layer"],
            kind=entry["kind"],
            organisation=ground.organisations[entry["authority"]],
            authority=office,
            period_unit=entry["unit"],
            fee=Decimal(fee),
            payer=payer,
            law=statute if payer == "holder" else None,
            checked_on=ground.day(-40),
            is_invented=True,
            **dict(zip(_TIMES, entry["times"], strict=True)),
        )
        found[code] = told(row, source=said, **{name: entry[name] for name in ("name", "scope", "legal_basis")})
        found[code].save()
        AskedDocument.objects.bulk_create(
            AskedDocument(procedure=row, kind=kind, needs_translation=needed)
            for kind, needed in entry["papers"].items()
        )
    return found


def _entries(ground: Ground, book: dict[str, Any]) -> None:
    EquivalenceEntry.objects.bulk_create(
        told(
            EquivalenceEntry(
                area=area,
                origin_iso3=origin,
                destination_iso3=destination,
                outcome=outcome,
                checked_on=ground.day(-40),
                is_invented=True,
            ),
            qualification=qualification,
            reference=reference,
            differences=differences,
            source=book["source"],
        )
        for area, origin, destination, outcome, qualification, reference, differences in book["entries"]
    )


def _applied(
    ground: Ground, procedure: RecognitionProcedure, person: Person, by: User, *, day: int, paper: Any, missing: int = 0
) -> RecognitionCase:
    """Apply on a day of the past, with all papers but the last so many."""
    wish = cases.Wish(education=person.educations.order_by("pk").first())
    case = cases.open_case(person=person, procedure=procedure, wish=wish, by=by)
    ids = list(case.documents.order_by("pk").values_list("pk", flat=True))
    CaseDocument.objects.filter(case=case).update(asked_on=ground.day(day))
    CaseDocument.objects.filter(pk__in=ids[: len(ids) - missing]).update(
        file=paper, state=CaseDocument.State.ACCEPTED, received_on=ground.day(day)
    )
    return cases.apply(case=case, by=by, on=ground.day(day))


def _on_farm(ground: Ground, place: int) -> Person:
    person: Person = ground.keep[f"placements {FARM}"][place].candidate.person
    return person


def _under_review(ground: Ground, procedure: RecognitionProcedure, by: User, paper: Any) -> None:
    salma = ground.user("salma")
    case = _applied(ground, procedure, Person.objects.get(user=salma), salma, day=-90, paper=paper)
    review.mark_complete(case=case, by=by, on=ground.day(-84))
    review.start_review(case=case, by=by)


def _decided_in_part(
    ground: Ground, book: dict[str, Any], procedure: RecognitionProcedure, by: User, paper: Any
) -> None:
    fatima, texts = ground.user("fatima"), book["cases"]
    case = _applied(ground, procedure, Person.objects.get(user=fatima), fatima, day=-118, paper=paper)
    review.mark_complete(case=case, by=by, on=ground.day(-110))
    difference = review.Difference("outcomes", texts["required"]["en"], texts["found"]["en"], "large", "experience")
    row = review.name_difference(case=case, difference=difference, by=by)
    told(row, required=texts["required"], found=texts["found"]).save()
    period = decisions.MeasurePlan(
        "adaptation_period", months=3, supervisor="C. Ortega", site="Campoalba Frutas (demo)"
    )
    notice = decisions.Notice(
        "partial", reasons=texts["reasons"]["en"], legal_effect=texts["effect"]["en"], decided_on=ground.day(-20),
        measures=(period,),
    )  # fmt: skip
    decision = decisions.decide(case=case, notice=notice, by=by)
    told(decision, reasons=texts["reasons"], legal_effect=texts["effect"]).save()
    decisions.choose_measure(measure=decision.measures.get(), by=fatima)


def _waiting_for_papers(ground: Ground, procedure: RecognitionProcedure, by: User, paper: Any) -> None:
    officer = ground.user("officer.ma")
    case = _applied(ground, procedure, _on_farm(ground, 8), officer, day=-30, paper=paper, missing=2)
    review.ask_documents(case=case, papers=[], by=by, on=ground.day(-22))


def _appealed(ground: Ground, book: dict[str, Any], procedure: RecognitionProcedure, by: User, paper: Any) -> None:
    officer, texts = ground.user("officer.ma"), book["cases"]
    case = _applied(ground, procedure, _on_farm(ground, 9), officer, day=-100, paper=paper)
    review.mark_complete(case=case, by=by, on=ground.day(-92))
    notice = decisions.Notice("none", reasons=texts["none"]["en"], decided_on=ground.day(-12))
    decision = decisions.decide(case=case, notice=notice, by=by)
    told(decision, reasons=texts["none"]).save()
    appeal = decisions.lodge_appeal(decision=decision, grounds=texts["grounds"]["en"], by=officer)
    told(appeal, grounds=texts["grounds"]).save()


def _evidence(ground: Ground, book: dict[str, Any], by: User) -> None:
    person = Person.objects.get(user=ground.users["fatima"])
    items = [
        told(
            PriorLearningItem(person=person, kind=one["kind"], iso3="ESP", is_shared=True, is_invented=True),
            title=one["title"],
            text=one["text"],
        )
        for one in book["evidence"]
    ]
    PriorLearningItem.objects.bulk_create(items)
    words = {name: book["unit"][name]["en"] for name in ("standard", "unit")}
    result = portfolio.UnitResult(**words, method="portfolio", marks=Marks(3, 3, 2, 2), is_competent=True)
    organisation = ground.organisations["es-recognition"]
    mark = portfolio.mark_unit(person=person, organisation=organisation, unit=result, items=items, by=by)
    told(mark, standard=book["unit"]["standard"], unit=book["unit"]["unit"]).save()
