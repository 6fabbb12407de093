"""The ledger of quotas: all or none, set free, added only."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from corridor.knowledge.quotas import services
from corridor.knowledge.quotas.models import CapStatement, LedgerEntry, Quota, ShortageItem
from corridor.knowledge.quotas.selectors import balances, entries_of, quotas, shares_of, years_of
from tests.factories.access import make_member, make_organisation, make_user, make_workspace
from tests.factories.quotas import make_list, make_quota, order, post

pytestmark = pytest.mark.django_db


def taken(*rows):
    return [(balance.reserved, balance.used, balance.left) for balance in balances(rows)]


def take(posts, **fields):
    return services.take(post=post(**fields), posts=posts, reference=order(), by=make_user())


def test_a_post_takes_a_place_in_every_quota_that_counts_it():
    total, farms, developers = make_quota(), make_quota(nace2="A"), make_quota(isco08="25", cap=4)

    take(3)

    assert taken(total, farms, developers) == [(3, 0, 7), (0, 0, 10), (3, 0, 1)]


def test_where_one_quota_has_no_room_none_is_touched():
    total, developers = make_quota(), make_quota(isco08="25", cap=2)

    with pytest.raises(RuleViolation, match=developers.name):
        take(3)

    assert taken(total, developers) == [(0, 0, 10), (0, 0, 2)]
    assert not LedgerEntry.objects.exists()


def test_a_quota_that_is_only_reported_counts_nothing():
    reported = make_quota(is_enforced=False, cap=1)

    take(5)

    assert not reported.entries.exists()


def test_asking_again_changes_nothing():
    total = make_quota()

    take(3)
    take(3)

    assert taken(total) == [(3, 0, 7)]
    assert total.entries.count() == 1


def test_asking_for_more_takes_the_rest_and_asking_for_fewer_sets_free():
    total = make_quota()

    take(3)
    take(5)
    take(2)

    assert taken(total) == [(2, 0, 8)]
    assert list(total.entries.values_list("kind", "reserved_change").order_by("pk")) == [
        ("reserve", 3),
        ("reserve", 2),
        ("release", -3),
    ]


def test_more_is_refused_while_what_is_held_stays():
    total = make_quota(cap=4)
    take(3)

    with pytest.raises(RuleViolation, match="2 more"):
        take(5)

    assert taken(total) == [(3, 0, 1)]


def test_a_post_that_moves_into_the_next_year_leaves_the_quota_of_this_one():
    this = make_quota()
    following = make_quota(starts_date=date(2027, 1, 1), ends_date=date(2027, 12, 31))

    take(3)
    take(3, on=date(2027, 2, 1))

    assert taken(this, following) == [(0, 0, 10), (3, 0, 7)]


def test_a_person_who_comes_uses_what_was_reserved():
    total = make_quota()
    take(3)

    services.use(post=post(), reference=order(), by=make_user())

    assert taken(total) == [(2, 1, 7)]


def test_a_quota_of_the_country_of_origin_counts_once_the_origin_is_known():
    total, moroccans = make_quota(), make_quota(origin_iso3="MAR", cap=1)
    take(2, origin_iso3="")

    services.use(post=post(), reference=order(), by=make_user())
    with pytest.raises(RuleViolation, match=moroccans.name):
        services.use(post=post(), reference=order(), by=make_user())

    assert taken(total, moroccans) == [(1, 1, 8), (0, 1, 0)]


def test_setting_free_keeps_what_is_used():
    total = make_quota()
    take(3)
    services.use(post=post(), reference=order(), by=make_user())

    services.release(reference=order(), by=make_user(), reason="withdrawn")

    assert taken(total) == [(0, 1, 9)]


def test_setting_free_twice_or_without_a_place_changes_nothing():
    take(3)

    assert services.release(reference=order("V-9"), by=make_user()) == []


def test_fewer_posts_than_are_used_keeps_the_used_ones():
    total = make_quota()
    take(3)
    services.use(post=post(), reference=order(), by=make_user(), posts=2)

    take(1)

    assert taken(total) == [(0, 2, 8)]


def test_a_used_place_can_be_given_back():
    total = make_quota()
    take(1)
    services.use(post=post(), reference=order(), by=make_user())

    services.give_back(reference=order(), posts=1, by=make_user(), reason="never came")

    assert taken(total) == [(0, 0, 10)]


def test_a_lower_cap_shows_how_many_are_above_it():
    total = make_quota(cap=10)
    take(6)
    Quota.objects.filter(pk=total.pk).update(cap=4)

    [balance] = balances([Quota.objects.get()])

    assert (balance.left, balance.over) == (0, 2)


def test_a_line_of_the_ledger_is_neither_changed_nor_removed():
    make_quota()
    [line] = take(1)

    with pytest.raises(RuleViolation, match="kept as it was written"):
        line.save()
    with pytest.raises(RuleViolation, match="kept as it was written"):
        line.delete()


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "reserve", "reserved_change": -1},
        {"kind": "reserve", "reserved_change": 1, "used_change": 1},
        {"kind": "use", "reserved_change": 1, "used_change": 1},
        {"kind": "release", "reserved_change": 0, "used_change": 0},
        {"kind": "release", "reserved_change": 1},
    ],
)
def test_the_data_base_itself_refuses_a_line_that_contradicts_its_kind(changes):
    quota = make_quota()

    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(quota=quota, reference_kind="vacancy", reference_key="V-1", **changes)


def test_every_line_is_in_the_audit():
    make_quota()
    make_quota()

    lines = take(2)

    assert AuditEntry.objects.filter(action="quotas.places_taken").count() == len(lines) == 2


def test_lines_of_other_schemes_are_not_shown_but_counted():
    quota, ministry = make_quota(), make_organisation()
    mine, other = make_workspace(ministry), make_workspace(make_organisation())
    for key, workspace in (("V-1", mine), ("V-2", other)):
        services.take(post=post(), posts=1, reference=order(key), by=make_user(), workspace=workspace)
    reader = make_member(Role.COMMITTEE, organisation=ministry)

    seen = entries_of(quota=quota, user=reader)

    assert [line.reference_key for line in seen] == ["V-1"]
    assert taken(quota) == [(2, 0, 8)]


def test_parts_of_a_quota_are_added_up_by_sector_and_employer():
    quota, firm = make_quota(), make_organisation(name="Firm")
    services.take(post=post(employer_id=firm.pk), posts=3, reference=order("V-1"), by=make_user())
    services.take(post=post(nace2="A"), posts=1, reference=order("V-2"), by=make_user())

    entries = LedgerEntry.objects.filter(quota=quota)

    assert shares_of(entries, by="nace2") == [("J62", 3, 0), ("A", 1, 0)]
    assert shares_of(entries, by="employer") == [("Firm", 3, 0), ("", 1, 0)]


def test_quotas_are_found_by_country_and_year():
    make_quota(name="old", starts_date=date(2024, 1, 1), ends_date=date(2024, 12, 31))
    make_quota(name="across", starts_date=date(2025, 7, 1), ends_date=date(2026, 6, 30))
    make_quota(name="reported", is_enforced=False, starts_date=None, ends_date=None)
    make_quota(name="elsewhere", destination_iso3="ESP")

    found = [row.name for row in quotas(destination_iso3="BEL", year=2026)]

    assert sorted(found) == ["across", "reported"]
    assert years_of(list(quotas())) == [2026, 2025, 2024]


class TestKeeping:
    def test_only_designers_and_administrators_enter_quotas(self):
        officer = make_member(Role.OFFICER_DESTINATION)

        for act in (
            lambda: services.save_quota(quota=Quota(source="Law"), by=officer),
            lambda: services.state_cap(statement=CapStatement(), by=officer),
            lambda: services.enter_reported(by=officer),
            lambda: services.save_list(shortage_list=make_list(), by=officer),
            lambda: services.save_item(item=ShortageItem(), by=officer),
            lambda: services.record_outside(quota=make_quota(), entry=LedgerEntry(), posts=1, by=officer),
        ):
            with pytest.raises(NotPermitted):
                act()

    def test_a_quota_without_source_or_without_cap_is_refused(self):
        keeper = make_member(Role.ADMINISTRATOR)

        for fields, place in (({"source": " "}, "source"), ({"source": "Law", "cap": None}, "is_enforced")):
            quota = Quota(name="Q", destination_iso3="BEL", **{"cap": 5} | fields)
            with pytest.raises(InputError) as refused:
                services.save_quota(quota=quota, by=keeper)
            assert refused.value.field == place

    def test_whom_a_quota_counts_stays_once_places_are_taken(self):
        keeper, quota = make_member(Role.DESIGNER), make_quota()
        take(1)

        quota.nace2 = "A"
        with pytest.raises(RuleViolation, match="taken already"):
            services.save_quota(quota=quota, by=keeper)
        quota.nace2, quota.cap = "", 20
        services.save_quota(quota=quota, by=keeper)

        assert Quota.objects.get().cap == 20

    def test_approvals_given_elsewhere_keep_to_the_cap(self):
        keeper, quota = make_member(Role.ADMINISTRATOR), make_quota(cap=5)

        def note(kind, posts):
            entry = LedgerEntry(kind=kind, reference_key="Decree 4")
            return services.record_outside(quota=quota, entry=entry, posts=posts, by=keeper)

        note("reserve", 3)
        note("use", 2)
        with pytest.raises(RuleViolation, match="3 more"):
            note("reserve", 3)
        with pytest.raises(RuleViolation, match="holds 3 posts"):
            note("release", 4)
        note("release", 2)

        assert taken(quota) == [(0, 1, 4)]

    def test_a_quota_that_is_only_reported_has_no_ledger(self):
        keeper, quota = make_member(Role.ADMINISTRATOR), make_quota(is_enforced=False)

        with pytest.raises(RuleViolation, match="only reported"):
            services.record_outside(quota=quota, entry=LedgerEntry(kind="use"), posts=1, by=keeper)

    def test_the_reported_quotas_are_entered_once(self):
        keeper = make_member(Role.ADMINISTRATOR)

        counts = [services.enter_reported(by=keeper) for _ in range(2)]

        seasonal = Quota.objects.get(destination_iso3="NZL")
        assert counts == [3, 0]
        assert (seasonal.cap, seasonal.is_enforced, seasonal.starts_date) == (16_000, False, None)
        assert "line 74" in seasonal.source
        assert list(Quota.objects.exclude(pk=seasonal.pk).values_list("cap", flat=True)) == [None, None]
