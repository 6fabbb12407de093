"""What has changed in a market: the signal that keeps the live indexes in step with the data base."""

from typing import ClassVar

from django.db import models


class MarketChange(models.Model):
    """One row of a market that came, changed or went; processes read from the last number that they know."""

    class Side(models.TextChoices):
        CANDIDATE = "candidate"
        VACANCY = "vacancy"

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Side.choices)
    row = models.BigIntegerField(help_text="Number of the candidate or vacancy; it may be gone by now")
    changed_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["scheme", "id"], name="recruitment_market_changes")]

    class Privacy:
        open = ("id", "scheme", "side", "changed_at")
        personal = ("row",)
        sensitive = ()
        purpose = "To keep lists that are asked for live in step with the records."
        retention = "Two days"

    def __str__(self) -> str:
        return f"{self.side} {self.row}"
