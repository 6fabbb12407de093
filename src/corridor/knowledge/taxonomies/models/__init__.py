"""What countries say about professions."""

from corridor.knowledge.taxonomies.models.professions import Authority, NationalLevel, RegulatedProfession

__all__ = ["Authority", "NationalLevel", "RegulatedProfession"]
