"""Run a kept matching run again from its snapshot, from the shell of the server."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from corridor.delivery.recruitment.selectors.records import kept_of
from corridor.delivery.recruitment.services.replaying import replay_run
from corridor.kernel.errors import CorridorError


class Command(BaseCommand):
    """Say `identical` or end with an error that names both digests."""

    help = "Run a kept matching run again from its snapshot and compare the result byte by byte."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        number = options["run"]
        kept = kept_of(run_id=number)
        if kept is None:
            raise CommandError(f"There is no kept matching run {number}.")
        try:
            found = replay_run(kept=kept, by=None)
        except CorridorError as error:
            raise CommandError(f"{error.sentence()} {error.advice()}") from error
        if not (found.is_identical and found.is_untouched):
            raise CommandError(
                f"Run {number} differs: it gave {found.expected_digest} then and {found.result_digest} now."
            )
        self.stdout.write(f"Run {number} is identical: {found.result_digest}")
