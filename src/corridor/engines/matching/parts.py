"""The compiled loop that writes the parts of listed pairs.

It is kept compiled on disk until this file changes: whoever changes what it calls touches this file as well.
"""

import numpy as np

from corridor.engines.matching.kernels import Whole, compiled, is_among, more, occupation_part, share
from corridor.engines.matching.layout import People, Posts
from corridor.engines.matching.types import Bytes, Floats, Ints


@compiled
def edge_parts(
    people: People, posts: Posts, weight: Ints, vacancy: Ints, candidate: Ints, is_near: Bytes, parts: Floats
) -> None:
    """Write E, O and S of listed pairs into the columns of `parts`."""
    for edge in range(len(vacancy)):
        v, c = np.int64(vacancy[edge]), np.int64(candidate[edge])
        e = weight_held(people, posts, c, v, 2, weight)
        o = weight_held(people, posts, c, v, 3, weight)
        parts[edge, 0], parts[edge, 1] = share(posts, v, e), more(posts, v, e, o)
        parts[edge, 2] = occupation_part(people, posts, c, v, np.int64(is_near[edge]))


@compiled
def weight_held(people: People, posts: Posts, c: Whole, v: Whole, kind: Whole, weight: Ints) -> Whole:
    """Return the weight of the wanted skills of one kind that a candidate holds."""
    total = 0
    for place in range(posts.cuts[v, kind], posts.cuts[v, kind + 1]):
        wanted = posts.words[place]
        if is_among(people.words, people.cuts[c, 3], people.cuts[c, 4], np.int64(wanted)):
            total += weight[wanted]
    return total
