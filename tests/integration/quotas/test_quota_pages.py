"""Pages and operations of quotas and shortage lists."""

from datetime import date

import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.knowledge.quotas import services
from corridor.knowledge.quotas.models import CapStatement, LedgerEntry, Quota, ShortageItem, ShortageList
from tests.factories.access import make_member, make_user
from tests.factories.quotas import make_list, make_quota, order, post

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"quotas:{name}", args=args)


@pytest.fixture
def keeper(sign_in):
    return sign_in(make_member(Role.ADMINISTRATOR))


@pytest.fixture
def reader(sign_in):
    return sign_in(make_member(Role.DONOR))


def text_of(answer):
    return answer.content.decode()


def quota_fields(**changed):
    return {
        "name": "Seasonal work", "destination_iso3": "BEL", "starts_date": "2026-01-01", "ends_date": "2026-12-31",
        "cap": "50", "is_enforced": "on", "nace2": "A", "origin_iso3": "MAR", "isco08": "92", "source": "Decree 12",
    } | changed  # fmt: skip


def test_a_quota_is_entered_by_a_form(keeper):
    answer = keeper.post(page("quota_new"), quota_fields())

    quota = Quota.objects.get()
    assert answer.url == page("quota", quota.pk)
    assert (quota.cap, quota.nace2, quota.origin_iso3, quota.isco08, quota.written_in) == (50, "A", "MAR", "92", "en")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"cap": ""}, "needs its cap"),
        ({"isco08": "9x"}, "no group of ISCO-08"),
        ({"source": "   "}, "This field is required"),
        ({"ends_date": "2025-12-31"}, "The last day lies before the first one."),
        ({"origin_iso3": "BEL"}, "The country of origin is the country of destination."),
    ],
)
def test_a_quota_that_cannot_hold_is_refused_at_its_field(keeper, changed, said):
    answer = keeper.post(page("quota_new"), quota_fields(**changed))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Quota.objects.exists()


def test_the_ledger_shows_used_reserved_and_left_in_words_beside_the_bar(reader):
    make_quota(name="Digital work")
    services.take(post=post(), posts=3, reference=order(), by=make_user())
    services.use(post=post(), reference=order(), by=make_user())

    text = text_of(reader.get(page("ledger")))

    assert "1 used, 2 reserved" in text
    assert "Enter a quota" not in text


@pytest.mark.parametrize(
    ("cap", "taken", "state"), [(10, 2, "open"), (10, 9, "nearly full"), (10, 10, "full"), (5, 7, "2 above the cap")]
)
def test_the_state_of_a_quota_is_said_in_words(reader, cap, taken, state):
    quota = make_quota(cap=max(cap, taken))
    services.take(post=post(), posts=taken, reference=order(), by=make_user())
    Quota.objects.filter(pk=quota.pk).update(cap=cap)

    assert f">{state}<" in text_of(reader.get(page("ledger"))).replace("</svg>", "").replace("\n", "")


def test_the_ledger_is_narrowed_by_country_and_year(reader):
    make_quota(name="Quota of Belgium")
    make_quota(name="Quota of Spain", destination_iso3="ESP")
    make_quota(name="Quota of old", starts_date=date(2020, 1, 1), ends_date=date(2020, 12, 31))

    text = text_of(reader.get(page("ledger"), {"destination": "BEL", "year": "2026"}))

    assert "Quota of Belgium" in text
    assert "Quota of Spain" not in text
    assert "Quota of old" not in text


def test_sources_that_differ_stand_side_by_side(keeper):
    quota = make_quota(cap=10, source="Law of 2025")

    keeper.post(page("statement_new", quota.pk), {"cap": "12", "source": "Press release"})
    text = text_of(keeper.get(page("quota", quota.pk)))

    assert CapStatement.objects.get().cap == 12
    assert all(word in text for word in ("Law of 2025", "Press release", "sources differ"))


def test_a_source_speaks_once(keeper):
    quota = make_quota()
    for _ in range(2):
        answer = keeper.post(page("statement_new", quota.pk), {"cap": "12", "source": "Press release"})

    assert answer.status_code == 422
    assert CapStatement.objects.count() == 1


def test_approvals_given_elsewhere_are_noted_by_a_form_and_kept_to_the_cap(keeper):
    quota = make_quota(cap=5)
    fields = {"kind": "use", "posts": "4", "reference_key": "Decree 4", "reason": "Paper applications"}

    done = keeper.post(page("outside_new", quota.pk), fields)
    refused = keeper.post(page("outside_new", quota.pk), fields | {"reference_key": "Decree 5"})

    assert (done.status_code, refused.status_code) == (302, 422)
    assert "1 are left" in text_of(refused)
    assert LedgerEntry.objects.get().used_change == 4
    assert "Decree 4" in text_of(keeper.get(page("quota", quota.pk)))


def test_the_reported_quotas_are_offered_until_they_are_entered(keeper):
    offered = text_of(keeper.get(page("ledger")))
    keeper.post(page("enter_reported"))
    after = text_of(keeper.get(page("ledger")))

    assert "that the sources report" in offered
    assert "that the sources report" not in after
    assert "16,000" in after
    assert "not stated" in after


def test_a_list_with_its_entries_is_entered_by_forms(keeper):
    fields = {"name": "Shortages", "destination_iso3": "BEL", "starts_date": "2026-01-01", "source": "Gazette"}
    keeper.post(page("list_new"), fields | {"is_binding": "on"})
    made = ShortageList.objects.get()
    keeper.post(page("item_new", made.pk), {"isco08": "2513", "adjustment": "add", "region": "Gent"})
    keeper.post(page("list_edit", made.pk), fields | {"name": "Shortages of 2026"})

    made.refresh_from_db()
    assert (made.name, made.is_binding, made.items.get().region) == ("Shortages of 2026", False, "Gent")
    assert "Gent" in text_of(keeper.get(page("list", made.pk)))


def test_an_entry_is_removed_after_a_question(keeper):
    item = make_list("2513").items.get()

    asked = keeper.get(page("item_remove", item.pk))
    keeper.post(page("item_remove", item.pk))

    assert asked.status_code == 200
    assert not ShortageItem.objects.exists()


@pytest.mark.parametrize(
    ("region", "said"), [("", "On the list"), ("Gent", "Not on a binding list"), ("Brugge", "On the list")]
)
def test_the_page_answers_whether_an_occupation_is_on_a_list(reader, region, said):
    make_list("25", ("2513", "remove", "Gent"), is_binding=True, name="Flanders")

    text = text_of(
        reader.get(page("lists"), {"destination": "BEL", "isco08": "2513", "region": region, "on": "2026-05-01"})
    )

    assert said in text
    assert "Flanders" in text


def test_a_question_without_a_day_is_asked_again(reader):
    text = text_of(reader.get(page("lists"), {"destination": "BEL", "isco08": "2513", "on": "never"}))

    assert "Enter a valid date" in text


class TestProgramming:
    def test_quotas_are_read_with_what_is_left(self, reader):
        make_quota(name="Digital work", cap=10)
        make_quota(name="Reported", is_enforced=False, cap=None, starts_date=None, ends_date=None)
        services.take(post=post(), posts=3, reference=order(), by=make_user())

        found = {row["name"]: row for row in reader.get("/api/v1/quotas?destination=BEL").json()}

        assert (found["Digital work"]["reserved"], found["Digital work"]["left"]) == (3, 7)
        assert found["Reported"]["left"] is None

    def test_lists_and_verdicts_are_read(self, reader):
        make_list("25", name="Flanders", is_binding=True)

        lists = reader.get("/api/v1/shortage-lists?destination=BEL&on=2026-05-01").json()
        verdict = reader.get("/api/v1/shortage-lists/check?destination=BEL&isco08=7111&on=2026-05-01").json()

        assert [item["isco08"] for item in lists[0]["items"]] == ["25"]
        assert (verdict["is_listed"], verdict["is_binding"], verdict["list_name"]) == (False, True, "Flanders")
        assert "Flanders" in verdict["rule"]

    def test_an_unknown_country_is_a_problem(self, reader):
        assert reader.get("/api/v1/shortage-lists/check?destination=XXX&isco08=7111").status_code == 422
