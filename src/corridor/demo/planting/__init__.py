"""Bringing the world into the records; the numbers come from `world`, the rules from the rooms' own services."""

from corridor.demo.planting.ground import Ground
from corridor.demo.planting.institutions import plant_logins, plant_memberships, plant_organisations
from corridor.demo.planting.knowledge import plant_pathways
from corridor.demo.planting.schemes import plant_schemes


def plant_basics(ground: Ground) -> None:
    """Plant what also an emptied demonstration has: offices, logins and pathways."""
    plant_organisations(ground)
    plant_logins(ground)
    plant_memberships(ground)
    plant_pathways(ground)


def plant_world(ground: Ground) -> None:
    """Plant all that the visitor finds, on top of the basics."""
    plant_schemes(ground)
