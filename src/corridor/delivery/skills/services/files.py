"""Documents that leave with what they belong to."""

from django.db import transaction

from corridor.core.models import StoredFile


def discard_file(stored: StoredFile) -> None:
    """Delete a stored file; its bytes go once the transaction has held."""
    transaction.on_commit(lambda: stored.content.delete(save=False))
    stored.delete()
