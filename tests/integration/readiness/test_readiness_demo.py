"""What the demonstration shows of quotas, shortage lists, readiness and voices."""

import pytest
from django.db.models import Sum
from django.utils import timezone

from corridor.access.models import User
from corridor.core.wordings import translation_of
from corridor.delivery.recruitment.models import Vacancy
from corridor.delivery.recruitment.services.places import post_of
from corridor.design.readiness import selectors
from corridor.design.readiness.models import StageDecision
from corridor.design.schemes.models import Scheme
from corridor.design.studio.languages import texts_of
from corridor.knowledge.quotas.models import LedgerEntry, Quota, ShortageList
from corridor.knowledge.quotas.selectors import balances, covering
from tests.factories.demo import planted_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    with planted_world(django_db_blocker):
        yield


def scheme_of(reference):
    return Scheme.objects.get(reference=reference)


def test_every_open_job_order_holds_its_posts_in_every_quota_that_counts_it():
    for vacancy in Vacancy.objects.filter(status="open").select_related("employer", "scheme"):
        for quota in covering(post_of(vacancy)):
            lines = LedgerEntry.objects.filter(quota=quota, reference_key=vacancy.reference)
            held = lines.aggregate(n=Sum("reserved_change") + Sum("used_change"))["n"]
            assert held == vacancy.positions, (vacancy.reference, quota.name)


def test_no_quota_is_exceeded_and_every_enforced_one_says_that_it_is_invented():
    enforced = list(Quota.objects.filter(is_enforced=True))

    assert all(balance.taken <= balance.quota.cap for balance in balances(enforced))
    assert {quota.is_invented for quota in enforced} == {True}
    assert any(balance.taken for balance in balances(enforced))


def test_what_the_sources_report_is_not_called_invented():
    reported = Quota.objects.filter(is_enforced=False)

    assert set(reported.values_list("destination_iso3", "cap")) == {("NZL", 16_000), ("KOR", None), ("AUS", None)}
    assert not reported.filter(is_invented=True).exists()


def test_one_scheme_is_ready_and_one_is_incubated_with_what_is_open():
    ready, draft = scheme_of("MA-BE-ICT"), scheme_of("TN-BE-SOLAR")

    open_ones = selectors.open_conditions(scheme=draft, stage=StageDecision.Stage.READY, today=timezone.localdate())

    assert selectors.stage_of(scheme=ready).stage == "ready"
    assert selectors.stage_of(scheme=draft).stage == "incubation"
    assert {"absent", "not_assessed", "no_woman_asked"} <= {finding.code for finding in open_ones}


def test_one_need_is_met_one_is_overdue_and_one_has_no_plan():
    scheme, today = scheme_of("MA-BE-ICT"), timezone.localdate()
    needs = selectors.needs_of(scheme=scheme, user=User.objects.get(email__startswith="designer@"))

    states = [(need.done_date is not None, need.is_overdue(today), need.has_plan) for need in needs]

    assert sorted(states) == [(False, False, False), (False, True, True), (True, False, True)]


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_every_word_of_readiness_is_read_in_every_language(language):
    designer = User.objects.get(email__startswith="designer@")
    mine = {"elementstate", "stagedecision", "aspirationround", "aspirationfinding", "voicechange", "capacityneed",
            "locallink"}  # fmt: skip

    texts = [
        text
        for reference in ("MA-BE-ICT", "TN-BE-SOLAR")
        for text in texts_of(scheme=scheme_of(reference), user=designer, language=language)
        if text.row._meta.model_name in mine
    ]

    assert texts
    assert [text.original for text in texts if not text.translation] == []


@pytest.mark.parametrize("model", [Quota, ShortageList])
def test_every_name_and_source_is_read_in_every_language(model):
    for row in model.objects.all():
        for field in ("name", "source"):
            assert all(translation_of(row, field, language) for language in ("fr", "es", "ar")), (row, field)
