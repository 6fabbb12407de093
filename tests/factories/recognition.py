"""Procedures, cases and evidence with the least that is valid."""

from datetime import date
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from corridor.access.models import Organisation, User
from corridor.access.roles import Role
from corridor.delivery.recognition.models import AskedDocument, LawProfile, PriorLearningItem, RecognitionProcedure
from corridor.delivery.recognition.services import cases, review
from tests.factories.access import make_member, make_organisation
from tests.factories.skills import make_person
from tests.factories.taxonomies import make_authority

_numbers = count(1)
SAID = "invented for a test"
PHOTO = b"\xff\xd8\xff\xe0" + b"0" * 60


def photo(name: str = "paper.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PHOTO, content_type="image/jpeg")


def make_law(**fields) -> LawProfile:
    values = {"title": f"Fees Act {next(_numbers)}", "iso3": "DEU", "law_date": date(2020, 3, 1), "source": SAID}
    return LawProfile.objects.create(**values | fields)


def make_procedure(*, asked=("diploma",), **fields) -> RecognitionProcedure:
    """Three months from the complete file, two on the fast track, one more at most; one month to appeal."""
    n = next(_numbers)
    values = {
        "code": f"procedure-{n}",
        "name": f"Procedure {n}, {SAID}",
        "iso3": "DEU",
        "isco08": "7411",
        "layer": "recognition",
        "kind": "non_regulated",
        "period_unit": "months",
        "receipt_time": 1,
        "decision_time": 3,
        "fast_track_time": 2,
        "extension_time": 1,
        "appeal_time": 1,
        "checked_on": date(2026, 6, 1),
        "source": SAID,
    }
    values["organisation"] = fields.pop("organisation", None) or make_organisation(
        iso3=values["iso3"], kind=Organisation.Kind.AUTHORITY
    )
    values["authority"] = fields.pop("authority", None) or make_authority(iso3=values["iso3"])
    procedure = RecognitionProcedure.objects.create(**values | fields)
    AskedDocument.objects.bulk_create(AskedDocument(procedure=procedure, kind=kind) for kind in asked)
    return procedure


def make_decider(procedure: RecognitionProcedure) -> User:
    return make_member(Role.AUTHORITY, organisation=procedure.organisation)


def make_worker(**fields):
    """A worker's user with her record."""
    user = make_member(Role.WORKER)
    return user, make_person(user=user, **fields)


def make_applied(procedure=None, *, person=None, user=None, on: date | None = None, **wish):
    """An application with the authority; the papers are handed in."""
    procedure = procedure or make_procedure()
    if person is None:
        user, person = make_worker()
    case = cases.open_case(
        person=person, procedure=procedure, wish=cases.Wish(qualification="Electrician", **wish), by=user
    )
    for document in case.documents.order_by("pk"):
        cases.hand_in(document=document, upload=photo(), by=user)
    return cases.apply(case=case, by=user, on=on)


def make_complete(procedure=None, *, by=None, on: date | None = None, **fields):
    """A complete file; the clock runs."""
    procedure = procedure or make_procedure()
    case = make_applied(procedure, on=on, **fields)
    return review.mark_complete(case=case, by=by or make_decider(procedure), on=on)


def make_item(person, **fields) -> PriorLearningItem:
    values = {"kind": "tasks", "title": f"Panels {next(_numbers)}", "text": "Mounted and wired panels."}
    return PriorLearningItem.objects.create(person=person, **values | fields)
