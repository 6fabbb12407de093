"""What the demonstration knows of itself."""

from typing import ClassVar

from django.db import models


class DemoState(models.Model):
    """The filling of this demonstration: with which seed, on which day, and whether it was emptied since."""

    class Filling(models.TextChoices):
        WORLD = "world"
        EMPTY = "empty"

    seed = models.BigIntegerField()
    recipe = models.CharField(max_length=64, help_text="Digest of what the world is made of; another one fills anew")
    filling = models.CharField(max_length=10, choices=Filling.choices)
    filled_on_date = models.DateField(help_text="All dates of the world count from this day")
    filled_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    class Privacy:
        open = ("id", "seed", "recipe", "filling", "filled_on_date", "filled_at")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{self.filling} {self.filled_on_date}"
