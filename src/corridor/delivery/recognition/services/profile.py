"""What the profile, and with it the matching, learns of a case."""

from typing import Any

from corridor.delivery.recognition.models import Decision, RecognitionCase
from corridor.delivery.recognition.rules.decisions import PROFILE, advises_only
from corridor.delivery.skills.models import Recognition
from corridor.delivery.skills.services.recognitions import (
    FeeBorne,
    Recognised,
    forget_pending,
    record_recognition,
)


def write_pending(case: RecognitionCase, *, by: Any) -> None:
    """Mark in the profile that an application is open; advice is no recognition and leaves no mark."""
    if not advises_only(kind=case.kind, layer=case.layer):
        _write(case, Recognition.Outcome.PENDING, decision=None, by=by)


def write_decision(case: RecognitionCase, decision: Decision, *, by: Any) -> None:
    """Write a decision into the profile."""
    outcome = PROFILE.get(decision.outcome)
    if outcome is not None:
        _write(case, outcome, decision=decision, by=by)


def forget(case: RecognitionCase, *, by: Any) -> None:
    """Take the mark of an open application out of the profile."""
    forget_pending(person=case.person, iso3=case.procedure.iso3, isco08=case.reference_isco08, by=by)


def _write(case: RecognitionCase, outcome: str, *, decision: Decision | None, by: Any) -> None:
    law = case.law
    recognised = Recognised(
        iso3=case.procedure.iso3,
        isco08=case.reference_isco08,
        outcome=outcome,
        authority=case.procedure.authority.name,
        decided_on=decision.decided_on if decision else None,
    )
    fee = FeeBorne(
        fee=case.fee,
        currency=case.currency if case.fee is not None else "",
        payer=case.payer,
        law_title=law.title if law else "",
        law_iso3=law.iso3 if law else "",
        law_date=law.law_date if law else None,
        law_source=law.source if law else "",
    )
    record_recognition(person=case.person, recognised=recognised, fee=fee, by=by)
