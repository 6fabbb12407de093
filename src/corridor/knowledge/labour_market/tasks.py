"""What the evidence store does in the background: checking and importing large files."""

from django.urls import reverse

from corridor.core.models import Run
from corridor.knowledge.labour_market.models import EvidenceFile
from corridor.knowledge.labour_market.services import check, confirm


def work_on_file(run: Run) -> None:
    """Check or import a large file, as its parameters say."""
    file = EvidenceFile.objects.get(pk=run.parameters["file"])
    if run.parameters["act"] == "check":
        counts = check(file=file, by=run.requested_by).counts
    else:
        confirm(file=file, by=run.requested_by, expected=run.parameters["expected"], run=run)
        counts = EvidenceFile.objects.get(pk=file.pk).counts
    run.result = {"counts": counts, "link": reverse("labour_market:file", args=[file.pk])}
