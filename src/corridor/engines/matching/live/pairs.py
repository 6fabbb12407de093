"""One pair of records, compiled: nearness, years, and the exact score.

Hot functions take single arrays: every array is seven numbers to hand over, and a tuple hands over all that it holds.
"""

from typing import NamedTuple

import numpy as np

from corridor.engines.matching.kernels import Whole, inner, is_among, micro_score, push, put_in_order
from corridor.engines.matching.live.records import Person, Post, Records
from corridor.engines.matching.types import Floats, Ints, Longs

STRICT, WIDE, OPEN = 0, 1, 2
SAME, EQUAL = 2, 3
LAST = 0xFFFFFFFF


class Pairs(NamedTuple):
    """Pairs that many askers found: the asker by its line among them, the partner by number, millionths."""

    asker: Ints
    partner: Ints
    score: Ints


class Rules(NamedTuple):
    """What all pairs share: shares of the parts, related pairs of unit groups as 10,000 a + b, and the mode."""

    shares: Floats
    related: Ints
    mode: int


@inner
def nearness(unit: Whole, wanted: Whole, related: Ints, mode: Whole) -> Whole:
    """Return how near a unit group is to the wanted one: 2 the same, 1 related, 0 neither."""
    if unit == wanted:
        return SAME
    if mode == STRICT:
        return 0
    if unit // 10 == wanted // 10:
        return 1
    return int(len(related) > 0 and is_among(related, 0, len(related), 10_000 * unit + wanted))


@inner
def codes_at(words: Ints, at: Whole) -> Whole:
    """Return where the occupation codes of a person's record begin; as many unit groups follow."""
    return at + Person.HEAD + 2 * words[at + Person.MASKS] + words[at + Person.LANGUAGES]


@inner
def skills_at(words: Ints, at: Whole) -> Whole:
    """Return where the skills of a person's record begin; the licences stand before them."""
    return codes_at(words, at) + 2 * words[at + Person.OCCUPATIONS] + words[at + Person.LICENCES]


@inner
def career(
    words: Ints, at: Whole, floats: Floats, years: Whole, wanted: Whole, related: Ints, mode: Whole
) -> tuple[Whole, float, float]:
    """Return a person's nearness to a unit group, and the years that count in the score and for the condition."""
    near, own, half, own_test, half_test = 0, 0.0, 0.0, 0.0, 0.0
    count = words[at + Person.OCCUPATIONS]
    units = codes_at(words, at) + count
    for place in range(count):
        relation = nearness(np.int64(words[units + place]), wanted, related, mode)
        if relation == 0:
            continue
        given = floats[years + place]
        counted = given if given == given else 0.0
        tested = given if given == given else np.inf
        near = max(near, relation)
        if relation == SAME:
            own, own_test = max(own, counted), max(own_test, tested)
        else:
            half, half_test = max(half, np.floor(counted / 2)), max(half_test, np.floor(tested / 2))
    return near, max(own, half), max(own_test, half_test)


@inner
def has_code(words: Ints, at: Whole, code: Whole) -> bool:
    """Return whether a person has an occupation of exactly this code."""
    codes = codes_at(words, at)
    return is_in(words, codes, codes + words[at + Person.OCCUPATIONS], code)


@inner
def is_in(words: Ints, first: Whole, last: Whole, wanted: Whole) -> bool:
    """Return whether a number is among some."""
    found = False
    for place in range(first, last):
        found |= words[place] == wanted
    return found


@inner
def occupation_part(near: Whole, is_equal: bool) -> float:
    """Return S."""
    if near == SAME:
        return 1.0 if is_equal else 0.6
    return 0.3 if near else 0.0


@inner
def score_of_sums(
    e: Whole, e_total: Whole, o: Whole, o_total: Whole, occupation: float, years: float, shares: Floats
) -> Whole:
    """Return the score in millionths, by the steps of the definition: sums of whole weights are exact."""
    essential = e / e_total
    optional = o / o_total if o_total else essential
    score = shares[0] * essential + shares[1] * optional
    return micro_score(score + shares[2] * occupation + shares[3] * min(1.0, years / 5))


@inner
def write_parts(
    people: Records, posts: Records, rules: Rules, c: Whole, v: Whole, held: Ints, weight: Ints, parts: Floats
) -> None:
    """Write E, O, S and X of one pair; `held` is by skill, and all 0 before and after."""
    from_c, mine = people.at[c], people.words
    first = skills_at(mine, from_c)
    last = first + mine[from_c + Person.SKILLS]
    for place in range(first, last):
        held[mine[place]] = weight[mine[place]]
    at, words, e, o = posts.at[v], posts.words, 0, 0
    middle = at + Post.HEAD + words[at + Post.ESSENTIAL]
    for place in range(at + Post.HEAD, middle):
        e += held[words[place]]
    for place in range(middle, middle + words[at + Post.OPTIONAL]):
        o += held[words[place]]
    for place in range(first, last):
        held[mine[place]] = 0
    unit, near, years = np.int64(words[at + Post.UNIT]), 0, 0.0
    if unit >= 0:
        near, years, _ = career(mine, from_c, people.floats, people.float_at[c] + 1, unit, rules.related, rules.mode)
    parts[0] = e / words[at + Post.ESSENTIAL_TOTAL]
    parts[1] = o / words[at + Post.OPTIONAL_TOTAL] if words[at + Post.OPTIONAL_TOTAL] else parts[0]
    parts[2] = occupation_part(near, has_code(mine, from_c, np.int64(words[at + Post.CODE])))
    parts[3] = min(1.0, years / 5)


def sorted_pairs(related: frozenset[tuple[str, str]]) -> Ints:
    """Return related pairs of unit groups in both directions, as 10,000 a + b, ascending."""
    numbers = {10_000 * int(a) + int(b) for pair in related for a, b in (pair, pair[::-1])}
    return np.array(sorted(numbers), np.int32)


@inner
def best_keys(found: Longs, size: Whole, best: Longs) -> Whole:
    """Keep the greatest keys, the greatest first; return how many."""
    filled = 0
    for place in range(size):
        if filled < len(best) or found[place] > best[0]:
            filled = push(best, 0, len(best), filled, found[place])
    put_in_order(best, 0, filled)
    return filled


@inner
def note_pairs(
    found: Longs, size: Whole, best: Longs, asker: Whole, number: Longs, least: Ints, pairs: Pairs, count: Whole
) -> Whole:
    """Write the best of the found keys, or without places for them those that reach the least score of a partner.

    Behind `count` pairs; return how many there are then, or -1 if there is no room for them.
    """
    wanted = min(size, len(best)) if len(best) else size
    if count + wanted > len(pairs.asker):
        return -1
    keys, wanted = (best, best_keys(found, size, best)) if len(best) else (found, size)
    for line in range(wanted):
        partner, score = number[LAST - (keys[line] & LAST)], keys[line] >> 32
        if score >= least[partner]:
            pairs.asker[count], pairs.partner[count], pairs.score[count] = asker, partner, score
            count += 1
    return count
