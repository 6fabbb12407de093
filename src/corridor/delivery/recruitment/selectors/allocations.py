"""Allocations as their pages show them: side by side, pair by pair, with and without a quota."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from corridor.access.models import User
from corridor.access.selectors import visible
from corridor.delivery.recruitment.models import Candidate, Nomination, Vacancy
from corridor.delivery.recruitment.rules import Band, band_of
from corridor.delivery.recruitment.selectors.pools import free_candidates, groups_of
from corridor.delivery.recruitment.wording import country_text
from corridor.delivery.skills.models import Person
from corridor.ui import formats

AIMS = ("stable", "optimal", "balanced")
Row = dict[str, Any]


@dataclass(frozen=True)
class PairLine:
    """One pair of an allocation that the reader may see."""

    vacancy: Vacancy
    candidate: Candidate
    band: Band
    nomination: Nomination | None

    @property
    def key(self) -> str:
        return f"{self.vacancy.pk}-{self.candidate.pk}"


def aim_label(aim: str) -> str:
    """Return the name of an aim."""
    names = {"stable": _("Stable"), "optimal": _("Greatest total"), "balanced": _("Balanced")}
    return names[aim]


def group_label(column: str, value: str) -> str:
    """Return the name of a recorded group."""
    if column == "sex":
        return {Person.Sex.FEMALE.value: _("Women"), Person.Sex.MALE.value: _("Men")}.get(value, _("Other"))
    if column == "origin":
        return country_text(value)
    return str(dict(Candidate.Track.choices).get(value, value)) if column == "track" else value


def quota_text(asked: Mapping[str, Any]) -> str:
    """Return a quota in words: whom it counts, and how many it asks for."""
    params = {name: formats.number(asked[name]) for name in ("least", "most")}
    params["group"] = group_label(asked["column"], asked["value"])
    if asked["least"] is None:
        return _("%(group)s: at most %(most)s") % params
    if asked["most"] is None:
        return _("%(group)s: at least %(least)s") % params
    return _("%(group)s: %(least)s to %(most)s") % params


def column_label(column: str) -> str:
    """Return the name of a column of groups."""
    names = {"sex": _("Sex"), "region": _("Region"), "origin": _("Country of origin"), "track": _("Track")}
    return names[column]


def comparison_rows(found: Row, column: str) -> list[Row]:
    """Return the allocations side by side, one row per figure; empty cells where there is no such allocation."""
    aims = [found["aims"][name] for name in AIMS]
    rows = [
        _row(_("Proposed people"), aims, lambda one: _of(one["nominated"], found["seats"])),
        _row(_("Value"), aims, _points, _("Sum of all match points, in hundreds")),
        _row(
            _("Lost against the greatest total"), aims, _lost, _("For the balanced one this is the price of fairness")
        ),
        _row(_("Proven gap"), aims, _gap, _("How far at most it stays below what is possible for its own aim")),
        _row(_("Blocking pairs"), aims, _blocking, _("Pairs who would both rather have each other")),
    ]
    return rows + _wish_rows(aims) + _group_rows(aims, column)


def price_of_fairness(found: Row) -> str:
    """Return the share of the greatest total that balance costs; empty without a balanced allocation."""
    balanced = found["aims"]["balanced"]
    return formats.percent(balanced["lost_share"], 2) if balanced else ""


def pair_lines(*, user: User, pairs: Sequence[Sequence[Any]]) -> list[PairLine]:
    """Return the pairs whose candidate and vacancy the person may see, by vacancy, the best first."""
    posts = {row.pk: row for row in _in(Vacancy.objects.select_related("employer__organisation"), user, pairs, 0)}
    people = {row.pk: row for row in _in(Candidate.objects.select_related("person"), user, pairs, 1)}
    asked = Nomination.objects.filter(vacancy__in=posts, candidate__in=people)
    proposed = {(row.vacancy_id, row.candidate_id): row for row in visible(asked, user=user)}
    shown = sorted((v, -score, c) for v, c, score in pairs if v in posts and c in people)
    return [PairLine(posts[v], people[c], band_of(-minus), proposed.get((v, c))) for v, minus, c in shown]


def changed_by(found: Row) -> Row:
    """Return what a quota changes: who is proposed now and before, and at how many vacancies."""
    before, after = ({c: v for v, c, _score in found[name]["pairs"]} for name in ("before", "after"))
    moved = [c for c in before.keys() & after.keys() if before[c] != after[c]]
    touched = {before.get(c) for c in before.keys() ^ after.keys()} | {
        after.get(c) for c in before.keys() ^ after.keys()
    }
    touched |= {before[c] for c in moved} | {after[c] for c in moved}
    return {
        "joins": len(after.keys() - before.keys()),
        "leaves": len(before.keys() - after.keys()),
        "moves": len(moved),
        "vacancies": len(touched - {None}),
    }


def quota_rows(found: Row, column: str) -> list[Row]:
    """Return the present allocation beside the one with the quota."""
    sides = [found["before"], found["after"]]
    counted = [{"label": _("Counted for the quota"), "cells": [formats.number(n) for n in found["counted"]]}]
    rows = [
        _row(_("Proposed people"), sides, lambda one: _of(one["nominated"], found["seats"])),
        _row(_("Value"), sides, _points, _("Sum of all match points, in hundreds")),
        _row(_("Blocking pairs"), sides, _blocking, _("Pairs who would both rather have each other")),
    ]
    return counted + rows + _group_rows(sides, column)


def cost_of_quota(found: Row) -> str:
    """Return the share of the present total that a quota costs."""
    before, after = found["before"]["total"], found["after"]["total"]
    return formats.percent(max(0.0, before - after) / before if before else 0.0, 2)


def group_choices(*, scheme_id: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the recorded groups of the free people of a scheme, by column, with their sizes."""
    choices = []
    for column, known in groups_of(candidate_ids=free_candidates(scheme_id=scheme_id)).items():
        counts: dict[str, int] = {}
        for value in known.values():
            counts[value] = counts.get(value, 0) + 1
        values = sorted(counts, key=lambda value: (-counts[value], value))
        named = [(f"{column}:{value}", _sized(column, value, counts[value])) for value in values]
        if named:
            choices.append((column_label(column), named))
    return choices


def _sized(column: str, value: str, count: int) -> str:
    return _("%(group)s (%(n)s free)") % {"group": group_label(column, value), "n": formats.number(count)}


def _in(rows: Any, user: User, pairs: Sequence[Sequence[Any]], place: int) -> list[Any]:
    ids = sorted({int(pair[place]) for pair in pairs})
    found = []
    for start in range(0, len(ids), 900):
        found += list(visible(rows.filter(pk__in=ids[start : start + 900]), user=user))
    return found


def _row(label: str, sides: Sequence[Row | None], say: Any, hint: str = "") -> Row:
    return {"label": label, "hint": hint, "cells": [None if one is None else say(one) for one in sides]}


def _of(n: int, all_of: int) -> str:
    return _("%(n)s of %(all)s posts") % {"n": formats.number(n), "all": formats.number(all_of)}


def _points(one: Row) -> str:
    return formats.number(round(one["total"], 2), 2)


def _lost(one: Row) -> str:
    return formats.percent(one["lost_share"], 2)


def _gap(one: Row) -> str:
    return "–" if one["gap"] is None else formats.percent(one["gap"], 2)


def _blocking(one: Row) -> str:
    return formats.number(one["blocking_pairs"])


def _wish_rows(aims: Sequence[Row | None]) -> list[Row]:
    names = (
        ("first", _("Got their best match")),
        ("second_to_third", _("Got their second or third best")),
        ("fourth_to_tenth", _("Got their fourth to tenth best")),
        ("later", _("Got a later one")),
        ("none", _("Listed, but not proposed")),
    )
    return [_row(label, aims, lambda one, name=name: formats.number(one["wishes"][name])) for name, label in names]


def _group_rows(sides: Sequence[Row | None], column: str) -> list[Row]:
    values = {line["label"]: line["members"] for one in sides if one for line in one["groups"]}
    return [
        _row(group_label(column, value), sides, lambda one, v=value, m=members: _group(one["groups"], v, m))
        for value, members in sorted(values.items(), key=lambda item: (-item[1], item[0]))
    ]


def _group(lines: Sequence[Mapping[str, Any]], value: str, members: int) -> str:
    line = next((one for one in lines if one["label"] == value), None)
    if line is None:
        return "–"
    params = {"n": formats.number(line["nominated"]), "all": formats.number(members)}
    return _("%(n)s of %(all)s free people") % params
