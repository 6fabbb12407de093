"""Load the packaged pathways into the register, from the shell of the server."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from corridor.kernel.errors import CorridorError
from corridor.knowledge.pathways.loading import load_pathways


class Command(BaseCommand):
    """Say how many pathways were new, changed and unchanged."""

    help = "Bring the register of legal pathways up to the packaged ones; loading twice changes nothing."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        try:
            found = load_pathways(by=None)
        except CorridorError as error:
            raise CommandError(f"{error.sentence()} {error.advice()}") from error
        self.stdout.write(f"{found.created} new, {found.updated} changed, {found.unchanged} unchanged")
