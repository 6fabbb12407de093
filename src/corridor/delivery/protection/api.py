"""Operations of this room for programs: to file a complaint and to read the answer. There is none that lists them."""

from django.http import Http404, HttpRequest
from ninja import Router, Status
from ninja.throttling import AnonRateThrottle

from corridor.delivery.protection.models import Grievance
from corridor.delivery.protection.schemas import GrievanceIn, ReceiptOut, TrackedOut
from corridor.delivery.protection.selectors.tracking import track
from corridor.delivery.protection.services.grievances import confirmation_of, file_grievance

router = Router(tags=["grievances"])


@router.post("/grievances", response={201: ReceiptOut}, auth=None, throttle=[AnonRateThrottle("60/h")])
def file(request: HttpRequest, complaint: GrievanceIn) -> object:
    """File a complaint without a name; the answer is its tracking number."""
    grievance = file_grievance(**complaint.dict(), channel=Grievance.Channel.PUBLIC, by=None, is_anonymous=True)
    return Status(201, confirmation_of(grievance))


@router.get("/grievances/track/{number}", response=TrackedOut, auth=None, throttle=[AnonRateThrottle("120/h")])
def follow(request: HttpRequest, number: str) -> object:
    """Return status and messages of the complaint with this number."""
    found = track(number=number)
    if found is None:
        raise Http404
    return found
