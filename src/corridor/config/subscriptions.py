"""The two visible tables: from event to task, and from the name of a job to its work."""

from corridor.core import events, jobs
from corridor.delivery.mobility.tasks import end_placement, prepare_placement
from corridor.delivery.recognition.events import RecognitionDecided
from corridor.delivery.recognition.tasks import tell_offices
from corridor.delivery.recruitment.events import CandidateWithdrew, OfferAccepted
from corridor.delivery.recruitment.selectors.selected import people_selected
from corridor.delivery.recruitment.tasks import import_candidates
from corridor.design.flexibility import people
from corridor.knowledge.labour_market.tasks import work_on_file

SUBSCRIPTIONS: tuple[tuple[type, events.Handler], ...] = (
    (OfferAccepted, prepare_placement),
    (CandidateWithdrew, end_placement),
    (RecognitionDecided, tell_offices),
)
JOBS: tuple[tuple[str, jobs.Work], ...] = (
    ("recruitment.import", import_candidates),
    ("labour_market.import", work_on_file),
)


def connect() -> None:
    for event_type, handler in SUBSCRIPTIONS:
        events.subscribe(event_type, handler)
    for engine, work in JOBS:
        jobs.register(engine, work)
    # Design may not know delivery; it asks by number how many people hold a place in a scheme.
    people.register(people_selected)
