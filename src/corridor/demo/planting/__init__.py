"""Bringing the world into the records; the numbers come from `world`, the rules from the rooms' own services."""

from corridor.demo.planting.calls import plant_calls
from corridor.demo.planting.choice import plant_choice
from corridor.demo.planting.evidence import plant_evidence
from corridor.demo.planting.flexibility import plant_flexibility
from corridor.demo.planting.gaps import plant_gaps
from corridor.demo.planting.ground import Ground
from corridor.demo.planting.institutions import (
    plant_logins,
    plant_memberships,
    plant_memberships_of_employers,
    plant_organisations,
)
from corridor.demo.planting.knowledge import plant_pathways
from corridor.demo.planting.labour_market import plant_labour_market
from corridor.demo.planting.market import plant_employers, plant_market, plant_recruiters
from corridor.demo.planting.mobility import plant_mobility
from corridor.demo.planting.outlook import plant_outlook
from corridor.demo.planting.passports import plant_passports
from corridor.demo.planting.plans import plant_plans
from corridor.demo.planting.profiles import plant_profiles
from corridor.demo.planting.protection import plant_protection
from corridor.demo.planting.quotas import plant_quotas
from corridor.demo.planting.readiness import plant_readiness
from corridor.demo.planting.recognition import plant_recognition
from corridor.demo.planting.register import plant_register
from corridor.demo.planting.schemes import plant_schemes
from corridor.demo.planting.selection import plant_selection, plant_shortlists
from corridor.demo.planting.taxonomies import plant_taxonomies
from corridor.demo.planting.training import plant_training
from corridor.demo.world.plans import PLANS
from corridor.demo.world.world import world_of


def plant_basics(ground: Ground) -> None:
    """Plant what also an emptied demonstration has: offices, logins and pathways."""
    plant_organisations(ground)
    plant_logins(ground)
    plant_memberships(ground)
    plant_pathways(ground)
    plant_register(ground)


def plant_world(ground: Ground) -> None:
    """Plant all that the visitor finds, on top of the basics."""
    plant_schemes(ground)
    plant_labour_market(ground)
    plant_evidence(ground)
    plant_choice(ground)
    plant_outlook(ground)
    plant_employers(ground)
    plant_memberships_of_employers(ground)
    plant_recruiters(ground)
    for plan in PLANS:
        world = world_of(plan.reference)
        plant_market(ground, world)
        plant_selection(ground, world)
        plant_mobility(ground, world)
        plant_shortlists(ground, world)
        plant_plans(ground, plan.reference)
    plant_quotas(ground)
    plant_taxonomies(ground)
    plant_readiness(ground)
    plant_flexibility(ground)
    plant_calls(ground)
    plant_training(ground)
    plant_profiles(ground)
    plant_gaps(ground)
    plant_protection(ground)
    plant_passports(ground)
    plant_recognition(ground)
