"""Titles, skills and qualifications in any language linked to the concepts of a classification; names compared."""

from corridor.engines.linking.index import build
from corridor.engines.linking.linking import link
from corridor.engines.linking.meaning import load_encoder
from corridor.engines.linking.names import distance_within, name_distance, same_name
from corridor.engines.linking.types import Encoder, Index, Label, Link, Links

__all__ = [
    "Encoder",
    "Index",
    "Label",
    "Link",
    "Links",
    "build",
    "distance_within",
    "link",
    "load_encoder",
    "name_distance",
    "same_name",
]
