"""Where this room meets the engines."""

from corridor.delivery.skills.runs.linking import Proposals, Proposed, proposals_for, read_proposals
from corridor.delivery.skills.runs.seals import check_content, seal_content

__all__ = ["Proposals", "Proposed", "check_content", "proposals_for", "read_proposals", "seal_content"]
