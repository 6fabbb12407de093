"""What recruitment does in the background."""

from datetime import date

from django.urls import reverse

from corridor.access.models import User
from corridor.core.models import Run
from corridor.delivery.recruitment.models import CandidateImport
from corridor.delivery.recruitment.services.importing import confirm_import


def import_candidates(run: Run) -> None:
    """Write a large file of candidates that an officer has confirmed."""
    asked = run.parameters
    batch = confirm_import(
        batch=CandidateImport.objects.get(pk=asked["batch"]),
        by=User.objects.get(pk=run.requested_by_id),
        today=date.fromisoformat(asked["today"]),
        expected=asked["expected"],
        skip_bad=asked["skip_bad"],
        take_duplicates=asked["take_duplicates"],
    )
    run.result = {"counts": batch.counts, "link": reverse("recruitment:import_done", args=[batch.pk])}
