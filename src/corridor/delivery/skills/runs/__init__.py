"""Where this room meets the engines."""

from corridor.delivery.skills.runs.seals import check_content, seal_content

__all__ = ["check_content", "seal_content"]
