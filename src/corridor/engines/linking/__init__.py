"""Titles, skills and qualifications in any language linked to the concepts of a classification; names compared."""

from corridor.engines.linking.index import build
from corridor.engines.linking.linking import link
from corridor.engines.linking.names import name_distance, same_name
from corridor.engines.linking.types import Index, Label, Link, Links

__all__ = ["Index", "Label", "Link", "Links", "build", "link", "name_distance", "same_name"]
