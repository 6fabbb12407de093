"""Names that are written in another way than somebody searches for them."""

from dataclasses import replace

from corridor.access.models import User
from corridor.delivery.recruitment.models import Candidate
from corridor.delivery.recruitment.selectors.candidates import CandidateSearch, candidates_of
from corridor.engines.linking import distance_within

# One consonant of four, or one vowel, may be another: a spelling of the same name, or a slip of the hand.
FARTHEST = 0.25
SHOWN = 50
MOST_READ = 50_000


def candidates_named_like(*, user: User, search: CandidateSearch) -> list[Candidate]:
    """Return the candidates whom the person may see and whose names sound like the words, the nearest first.

    Arabic and Latin letters are compared with each other. It reads the names of at most 50,000 people, so it is asked
    only where nothing is written as it was searched for. Whether it is the same person, somebody has to say.
    """
    rows = candidates_of(user=user, search=replace(search, text=""))
    names = rows.values_list("pk", "person__given_name", "person__family_name")[:MOST_READ]
    near = [(distance_within(search.text, f"{given} {family}"), pk) for pk, given, family in names]
    chosen = [pk for distance, pk in sorted(near) if distance <= FARTHEST][:SHOWN]
    found = {row.pk: row for row in rows.filter(pk__in=chosen)}
    return [found[pk] for pk in chosen]
