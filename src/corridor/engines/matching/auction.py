"""The compiled loops of the auction: candidates bid for seats, then free seats that still cost something are offered.

Prices, bids and values are whole numbers of millionths times a scale, so that a proof by these prices is exact. The
promise of both loops, for a step `eps`: nobody would gain more than `eps` by another seat at the present prices, nobody
without a seat would gain by one, and after `offer_free_seats` a free seat costs nothing. From this follows that the
allocation is at most `eps` per seated candidate below the greatest total.

Source: Bertsekas and Castanon (1992), forward and reverse auction for asymmetric assignment, here with seats in heaps
and staying without a seat as everybody's last choice.
"""

from typing import NamedTuple

import numpy as np

from corridor.engines.matching.kernels import Whole, compiled
from corridor.engines.matching.types import Ints, Longs
from corridor.engines.matching.wishes import LAST, Wishes

NEAR = 8
"""How many best wishes of a candidate are looked at again before all of them are."""

GRACE = 20
"""Before bids are held against patience, there may be one to so many candidates."""

FEW = 8
"""Up to how many of the greatest gains are found by insertion rather than by sorting all."""


class Auction(NamedTuple):
    """The state of an auction.

    By vacancy: `price`, `seats`, `taken`, and its heap of bids, lowest first, in `bid` and `bidder` from `start` on.
    By candidate: the vacancy of the `seat` or -1, the `worth` of the seat, what they `have` at least (worth less price;
    offers only raise it), and the best wishes when all were last looked at: `near`, how many (`looked`), and what all
    others were worth at most then (`beyond`). While prices rise, others can only be worth less.
    """

    price: Longs
    seats: Longs
    taken: Longs
    start: Longs
    bid: Longs
    bidder: Ints
    seat: Ints
    worth: Longs
    have: Longs
    near: Longs
    looked: Longs
    beyond: Longs


def opened(start: Longs, seats: Longs, people: int) -> Auction:
    """Return an auction in which nobody has a seat and every price is 0."""
    posts, slots = len(seats), int(start[-1])
    by_post = [np.zeros(posts, np.int64) for _ in range(2)]
    return Auction(
        price=by_post[0],
        seats=seats,
        taken=by_post[1],
        start=start,
        bid=np.zeros(slots, np.int64),
        bidder=np.zeros(slots, np.int32),
        seat=np.full(people, -1, np.int32),
        worth=np.zeros(people, np.int64),
        have=np.zeros(people, np.int64),
        near=np.zeros((people, NEAR), np.int64),
        looked=np.full(people, -1, np.int64),
        beyond=np.zeros(people, np.int64),
    )


@compiled
def bid_for_seats(wishes: Wishes, state: Auction, scale: Whole, eps: Whole, patience: Whole) -> Whole:
    """Let everybody bid anew from the present prices until all have a seat or want none.

    Return True, or False where it was given up because those who came so far made more than `patience` bids each. Who
    loses a seat bids at once: a contest stays among the same few vacancies and in the processor's cache.
    """
    state.taken[:] = 0
    state.seat[:] = -1
    state.looked[:] = -1
    bids, most = 0, len(state.seat) // GRACE
    for person in range(len(state.seat)):
        most += patience
        c = np.int64(person)
        while c >= 0:
            wish, first, second = best_two(wishes, state, c, scale)
            if first <= 0:
                break
            bids += 1
            if bids > most:
                return False
            v = LAST - (wish & LAST)
            state.seat[c], state.worth[c] = v, (wish >> 32) * scale
            c = place_bid(state, v, state.price[v] + (first - second) + eps, c)
            if c >= 0:
                state.seat[c] = -1
    return True


@compiled
def best_two(wishes: Wishes, state: Auction, c: Whole, scale: Whole) -> Whole:
    """Return the best wish at the present prices, its gain, and the gain of the next best or of no seat.

    The next best may be taken as greater than it is, never as less: a bid may be smaller than it could be.
    """
    if state.looked[c] >= 0:
        wish, first, second = best_near(state, c, scale)
        beyond = state.beyond[c]
        if second >= beyond or beyond == 0:
            return wish, first, second
    look_at_all(wishes, state, c, scale)
    wish, first, second = best_near(state, c, scale)
    return wish, first, max(second, state.beyond[c])


@compiled
def best_near(state: Auction, c: Whole, scale: Whole) -> Whole:
    """Return the best of the near wishes, its gain, and the gain of the next best of them or of no seat."""
    wish, first, second = np.int64(0), np.int64(-1), np.int64(0)
    for place in range(state.looked[c]):
        key = state.near[c, place]
        gain = (key >> 32) * scale - state.price[LAST - (key & LAST)]
        if gain > first:
            if first > second:
                second = first
            wish, first = key, gain
        elif gain > second:
            second = gain
    return wish, first, second


@compiled
def look_at_all(wishes: Wishes, state: Auction, c: Whole, scale: Whole) -> None:
    """Find the near wishes of a candidate among all, and what the others are worth at most."""
    gains = np.empty(NEAR + 1, np.int64)
    keys = np.empty(NEAR + 1, np.int64)
    size = 0
    for place in range(wishes.first[c], wishes.first[c + 1]):
        key = wishes.key[place]
        gain = (key >> 32) * scale - state.price[LAST - (key & LAST)]
        if gain <= 0 or (size > NEAR and gain <= gains[NEAR]):
            continue
        if size <= NEAR:
            size += 1
        at = size - 1
        while at > 0 and gains[at - 1] < gain:
            gains[at], keys[at] = gains[at - 1], keys[at - 1]
            at -= 1
        gains[at], keys[at] = gain, key
    state.looked[c] = min(size, NEAR)
    state.beyond[c] = gains[NEAR] if size > NEAR else 0
    for place in range(state.looked[c]):
        state.near[c, place] = keys[place]


@compiled
def place_bid(state: Auction, v: Whole, offered: Whole, c: Whole) -> Whole:
    """Give a seat for a bid; return who loses it, or -1. The lowest bid of a full vacancy is its price."""
    low, seats = state.start[v], state.seats[v]
    loser: Whole = np.int64(-1)
    place: Whole = state.taken[v]
    bid, bidder = state.bid, state.bidder
    if state.taken[v] < seats:
        state.taken[v] += 1
        while place > 0 and bid[low + (place - 1) // 2] > offered:
            bid[low + place], bidder[low + place] = bid[low + (place - 1) // 2], bidder[low + (place - 1) // 2]
            place = (place - 1) // 2
    else:
        loser, place, child = np.int64(bidder[low]), np.int64(0), np.int64(1)
        while child < seats:
            if child + 1 < seats and bid[low + child + 1] < bid[low + child]:
                child += 1
            if bid[low + child] >= offered:
                break
            bid[low + place], bidder[low + place] = bid[low + child], bidder[low + child]
            place, child = child, 2 * child + 1
    bid[low + place], bidder[low + place] = offered, c
    if state.taken[v] == seats:
        state.price[v] = bid[low]
    return loser


@compiled
def offer_free_seats(cut: Longs, candidate: Ints, micro: Ints, state: Auction, scale: Whole, eps: Whole) -> Whole:
    """Lower the prices of free seats until they are taken or cost nothing; return how many offers it took.

    Who takes an offer leaves a seat that may have cost something and is offered in turn. Prices only fall and nobody
    loses by it, so it ends.
    """
    posts, many, offers, longest = len(state.seats), 0, 0, 0
    for c in range(len(state.seat)):
        state.have[c] = state.worth[c] - state.price[state.seat[c]] if state.seat[c] >= 0 else 0
    waiting, is_waiting = np.empty(posts, np.int64), np.zeros(posts, np.bool_)
    for v in range(posts):
        longest = max(longest, cut[v + 1] - cut[v])
        if state.taken[v] < state.seats[v] and state.price[v] > 0:
            waiting[many], is_waiting[v] = v, True
            many += 1
    gains, pairs = np.empty(longest, np.int64), np.empty(longest, np.int64)
    while many:
        many -= 1
        v = waiting[many]
        is_waiting[v] = False
        offers += 1
        size = who_would_gain(cut, candidate, micro, state, scale, v, gains, pairs)
        free = min(state.seats[v] - state.taken[v], size)
        best_first(gains, pairs, size, free + 1)
        state.price[v] = max(0, gains[free] - eps) if size > free else 0
        for place in range(free):
            if gains[place] <= state.price[v]:
                break
            left = take_seat(state, v, candidate[pairs[place]], np.int64(micro[pairs[place]]) * scale)
            if left >= 0 and state.price[left] > 0 and not is_waiting[left]:
                waiting[many], is_waiting[left] = left, True
                many += 1
    return offers


@compiled
def who_would_gain(
    cut: Longs, candidate: Ints, micro: Ints, state: Auction, scale: Whole, v: Whole, gains: Longs, pairs: Longs
) -> Whole:
    """Collect the pairs in which a seat of a vacancy, for nothing, is worth more than what the candidate has.

    Of the last free seat only the two greatest gains matter; the others need not be collected.
    """
    size, first, second = 0, np.int64(0), np.int64(0)
    is_last = state.seats[v] - state.taken[v] == 1
    for pair in range(cut[v], cut[v + 1]):
        c, worth = candidate[pair], np.int64(micro[pair]) * scale
        if worth - state.have[c] <= second:
            continue
        left = np.int64(state.seat[c])
        if left == v:
            continue
        if left >= 0:
            state.have[c] = state.worth[c] - state.price[left]
        gain = worth - state.have[c]
        if gain > second:
            gains[size], pairs[size] = gain, pair
            size += 1
            if is_last:
                first, second = max(first, gain), max(second, min(first, gain))
    return size


@compiled
def best_first(gains: Longs, pairs: Longs, size: Whole, wanted: Whole) -> None:
    """Bring the greatest gains to the front, in their order, the earlier pair first among equals."""
    if wanted > FEW:
        order = np.argsort(-gains[:size], kind="mergesort")
        gains[:size], pairs[:size] = gains[:size][order], pairs[:size][order]
        return
    for place in range(1, size):
        gain, pair = gains[place], pairs[place]
        at = min(place, wanted)
        if gain <= gains[at - 1]:
            continue
        gains[place], pairs[place] = gains[at], pairs[at]
        while at > 0 and gains[at - 1] < gain:
            gains[at], pairs[at] = gains[at - 1], pairs[at - 1]
            at -= 1
        gains[at], pairs[at] = gain, pair


@compiled
def take_seat(state: Auction, v: Whole, c: Whole, worth: Whole) -> Whole:
    """Move a candidate to a vacancy; return the vacancy that was left, or -1."""
    left = np.int64(state.seat[c])
    state.seat[c], state.worth[c], state.have[c] = v, worth, worth - state.price[v]
    state.taken[v] += 1
    if left >= 0:
        state.taken[left] -= 1
    return left
