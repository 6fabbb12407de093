"""Groups weigh in their own ways; their weights stay theirs, their orders are shown once they release them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from corridor.access.roles import Role
from corridor.access.selectors import visible
from corridor.core.models import AuditEntry
from corridor.design.screening import weighing
from corridor.design.screening.models import GroupWeights, WeightGroup
from corridor.design.screening.opinions import voices_of
from corridor.design.screening.rules import GROUP_ROLES
from corridor.design.screening.runs import weigh
from corridor.design.screening.selectors import comparison_of
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_organisation
from tests.factories.design import make_colleague, make_designer, make_scored_exercise
from tests.factories.screening import make_group, make_opposed_exercise

pytestmark = pytest.mark.django_db


def organisation_of(user):
    return user.memberships.get().organisation


def keys_of(exercise):
    return {row.name: row.pk for row in exercise.criteria.all()}


def points(exercise, **given):
    return {str(pk): given.get(name, 0.0) for name, pk in keys_of(exercise).items()}


def asked(exercise, role=Role.OFFICER_DESTINATION, **fields):
    """A colleague whose organisation is asked, and the group."""
    colleague = make_colleague(exercise.scheme, role)
    group = make_group(exercise, name=f"Group of {colleague}", organisation=organisation_of(colleague), **fields)
    return colleague, group


def test_direct_weights_keep_their_proportions():
    exercise = make_opposed_exercise()
    found = weigh(method="direct", criteria=exercise.criteria.all(), answers=points(exercise, supply=3, links=1))

    assert found.weights == {keys_of(exercise)["supply"]: 0.75, keys_of(exercise)["links"]: 0.25}


def test_swings_begin_at_a_hundred():
    exercise = make_opposed_exercise()

    with pytest.raises(InputError, match="100 points"):
        weigh(method="swing", criteria=exercise.criteria.all(), answers=points(exercise, supply=90, links=40))
    found = weigh(method="swing", criteria=exercise.criteria.all(), answers=points(exercise, supply=100, links=25))

    assert found.weights[keys_of(exercise)["supply"]] == pytest.approx(0.8)


def three():
    return make_scored_exercise(table={"A": {"a": 5, "b": 1, "c": 2}, "B": {"a": 1, "b": 4, "c": 5}})


def pairs_of(exercise, ab, ac, bc):
    a, b, c = exercise.criteria.order_by("pk").values_list("pk", flat=True)
    return {f"{a}-{b}": ab, f"{a}-{c}": ac, f"{b}-{c}": bc}


def test_comparisons_that_fit_give_their_ratios():
    exercise = three()

    found = weigh(method="ahp", criteria=exercise.criteria.order_by("pk"), answers=pairs_of(exercise, 3, 9, 3))

    assert list(found.weights.values()) == pytest.approx([9 / 13, 3 / 13, 1 / 13])
    assert (found.is_consistent, found.worst) == (True, None)


def test_a_negative_comparison_means_that_the_first_matters_less():
    exercise = three()

    found = weigh(method="ahp", criteria=exercise.criteria.order_by("pk"), answers=pairs_of(exercise, -3, -9, -3))

    assert list(found.weights.values()) == pytest.approx([1 / 13, 3 / 13, 9 / 13])


def test_contradictory_comparisons_are_marked_with_the_worst_pair():
    # a over b over c, and yet c over a: the last comparison fits least.
    exercise = three()

    found = weigh(method="ahp", criteria=exercise.criteria.order_by("pk"), answers=pairs_of(exercise, 5, -5, 5))

    assert found.ratio > 0.10
    assert not found.is_consistent
    assert found.worst is not None


def test_all_weights_of_zero_are_refused():
    exercise = make_opposed_exercise()

    with pytest.raises(InputError, match="All weights are zero"):
        weigh(method="direct", criteria=exercise.criteria.all(), answers=points(exercise))


def test_members_of_the_group_alone_reach_its_weights():
    exercise = make_opposed_exercise()
    colleague, group = asked(exercise, weights={"supply": 1.0})
    other = make_colleague(exercise.scheme, Role.COMMITTEE)
    designer = make_designer(exercise.scheme)

    reached = [
        visible(GroupWeights.objects.filter(group=group), user=user).exists() for user in (colleague, other, designer)
    ]

    assert reached == [True, False, False]


@pytest.mark.parametrize("role", [role for role in Role if role not in GROUP_ROLES])
def test_other_roles_of_the_same_organisation_do_not_reach_them(role):
    exercise = make_opposed_exercise()
    _colleague, group = asked(exercise, weights={"supply": 1.0})
    from tests.factories.access import make_member

    member = make_member(role, organisation=group.organisation)

    assert not visible(GroupWeights.objects.all(), user=member).exists()


def test_weights_of_a_group_without_an_account_are_seen_by_whom_entered_them():
    exercise = make_opposed_exercise()
    designer, second = make_designer(exercise.scheme), make_designer(exercise.scheme)
    make_group(exercise, entered_by=designer, weights={"links": 1.0})

    assert visible(GroupWeights.objects.all(), user=designer).exists()
    assert not visible(GroupWeights.objects.all(), user=second).exists()


def test_another_organisation_enters_no_weights_for_a_group():
    exercise = make_opposed_exercise()
    _colleague, group = asked(exercise)

    for user in (make_designer(exercise.scheme), make_colleague(exercise.scheme, Role.DONOR)):
        with pytest.raises(NotPermitted):
            weighing.give_weights(group=group, method="direct", answers=points(exercise, supply=1), by=user)


def test_the_audit_says_that_weights_were_given_and_not_which():
    exercise = make_opposed_exercise()
    colleague, group = asked(exercise)

    weighing.give_weights(group=group, method="direct", answers=points(exercise, supply=3, links=1), by=colleague)

    assert AuditEntry.objects.get(action="screening.group_weighed").detail == {"method": "direct"}


def test_an_approved_plan_keeps_its_weights():
    exercise = make_opposed_exercise()
    colleague, group = asked(exercise)
    type(exercise.scheme).objects.filter(pk=exercise.scheme.pk).update(is_open_for_changes=False)
    group.refresh_from_db()

    with pytest.raises(RuleViolation, match="stands approved"):
        weighing.give_weights(group=group, method="direct", answers=points(exercise, supply=1), by=colleague)


def test_a_group_is_asked_once_and_takes_part_in_the_scheme():
    exercise = make_opposed_exercise()
    designer = make_designer(exercise.scheme)
    colleague = make_colleague(exercise.scheme, Role.DONOR)
    weighing.ask_group(exercise=exercise, organisation=organisation_of(colleague), by=designer)
    weighing.ask_group(exercise=exercise, name="Families", by=designer)

    for again in ({"organisation": organisation_of(colleague)}, {"name": "Families"}):
        with pytest.raises(InputError, match="asked already"):
            weighing.ask_group(exercise=exercise, by=designer, **again)
    with pytest.raises(InputError, match="takes no part"):
        weighing.ask_group(exercise=exercise, by=designer, organisation=make_organisation())
    with pytest.raises(InputError, match="has no name"):
        weighing.ask_group(exercise=exercise, by=designer, name=" ")


def opposed_groups(*, released=True):
    exercise = make_opposed_exercise(kind="sector")
    at = timezone.now() if released else None
    make_group(exercise, "Employers", weights={"supply": 0.9, "links": 0.1}, released_at=at)
    make_group(exercise, "Families", weights={"supply": 0.2, "links": 0.8}, released_at=at)
    return exercise


def test_where_two_groups_part_stands_with_the_criterion_that_divides_them():
    exercise = opposed_groups()

    voices = voices_of(comparison_of(exercise), user=make_colleague(exercise.scheme, Role.DONOR))

    [pair] = voices.pairs
    [split] = pair.splits
    assert (pair.kind, pair.tau) == ("bad", -1.0)
    assert (split.first_prefers, split.second_prefers) == ("A", "B")
    assert split.criterion in {"supply", "links"}


def test_an_order_that_is_not_released_is_shown_to_nobody_else():
    exercise = opposed_groups(released=False)

    voices = voices_of(comparison_of(exercise), user=make_designer(exercise.scheme))

    assert (voices.orders, voices.pairs, voices.combined, voices.given) == ((), (), None, 2)
    assert len(voices.groups) == 2


def test_the_mean_of_three_groups_is_shown_though_none_has_released():
    exercise = opposed_groups(released=False)
    make_group(exercise, "Unions", weights={"supply": 0.9, "links": 0.1})

    voices = voices_of(comparison_of(exercise), user=make_designer(exercise.scheme))

    names = {row.pk: row.name for row in exercise.alternatives.all()}
    assert {names[pk]: rank for pk, rank in voices.combined.ranks.items()} == {"A": 1, "B": 2}


def test_the_page_never_shows_anothers_weights(client, sign_in):
    exercise = opposed_groups()
    exercise.groups.first().given.__class__.objects.filter(group__name="Employers").update(
        weights={str(pk): weight for pk, weight in zip(keys_of(exercise).values(), (0.8731, 0.1269), strict=True)}
    )
    sign_in(make_designer(exercise.scheme))

    page = client.get(reverse("screening:comparison", args=[exercise.scheme.pk, "sector"])).content.decode()

    assert "Employers puts A before B" in page.replace("\n", " ")
    assert "8731" not in page
    assert "87.3" not in page


def test_a_group_enters_its_weights_and_releases_its_order_on_its_page(client, sign_in):
    exercise = make_opposed_exercise()
    colleague, group = asked(exercise)
    sign_in(colleague)
    here = [exercise.scheme.pk, exercise.kind, group.pk]
    data = {f"p{pk}": "3" if name == "supply" else "1" for name, pk in keys_of(exercise).items()}

    saved = client.post(reverse("screening:group", args=here) + "?by=direct", data)
    page = client.get(reverse("screening:group", args=here)).content.decode()
    client.post(reverse("screening:group_release", args=here))

    assert saved.status_code == 302
    assert "75.0%" in page
    assert WeightGroup.objects.get(pk=group.pk).released_at is not None


def test_contradictory_comparisons_are_explained_on_the_page(client, sign_in):
    exercise = three()
    colleague, group = asked(exercise)
    sign_in(colleague)
    here = [exercise.scheme.pk, exercise.kind, group.pk]
    data = {f"c{key}": str(value) for key, value in pairs_of(exercise, 5, -5, 5).items()}

    assert client.post(reverse("screening:group", args=here) + "?by=ahp", data).status_code == 302
    page = client.get(reverse("screening:group", args=here)).content.decode()

    assert "contradictory" in page
    assert "What fits least" in page


def test_a_release_waits_for_weights():
    exercise = make_opposed_exercise()
    colleague, group = asked(exercise)

    with pytest.raises(RuleViolation, match="no weights yet"):
        weighing.release_group(group=group, by=colleague)


def test_a_group_that_may_not_read_the_ranking_yet_finds_its_page(client, sign_in):
    exercise = make_opposed_exercise()
    colleague, group = asked(exercise)
    sign_in(colleague)

    page = client.get(reverse("screening:comparison", args=[exercise.scheme.pk, exercise.kind])).content.decode()

    assert "Not released yet" in page
    assert reverse("screening:group", args=[exercise.scheme.pk, exercise.kind, group.pk]) in page
