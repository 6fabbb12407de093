"""What recruitment does in the background."""

from datetime import date

from django.urls import reverse

from corridor.core.models import Run
from corridor.delivery.recruitment.models import CandidateImport
from corridor.delivery.recruitment.services.importing import confirm_import


def import_candidates(run: Run) -> None:
    """Write a large file of candidates that an officer has confirmed."""
    asked, officer = run.parameters, run.requested_by
    assert officer is not None, "An import is always confirmed by an officer."
    batch = confirm_import(
        batch=CandidateImport.objects.get(pk=asked["batch"]),
        by=officer,
        today=date.fromisoformat(asked["today"]),
        expected=asked["expected"],
        skip_bad=asked["skip_bad"],
        take_duplicates=asked["take_duplicates"],
    )
    run.result = {"counts": batch.counts, "link": reverse("recruitment:import_done", args=[batch.pk])}
