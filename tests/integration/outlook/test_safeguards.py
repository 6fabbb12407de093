"""Safeguards: who may speak for an origin, levels with hysteresis, and a plan that waits for a statement."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.design.outlook.models import DrainAction, DrainReading, DrainStatement, DrainWatch
from corridor.design.outlook.selectors import drain_blocks, drain_pairs, drain_state
from corridor.design.outlook.services import safeguards as services
from corridor.design.schemes.models import SchemeOccupation
from corridor.design.studio.services import PlanIncomplete, approve
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.design import make_colleague, make_complete_scheme, make_designer
from tests.factories.outlook import make_action, make_health_scheme, make_statement

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def statement(scheme, **fields):
    defaults = {
        "origin_iso3": "MAR", "isco08": "2221", "kind": "surplus", "statement_date": date(2026, 1, 10),
        "stated_by": "Ministry of Health", "source": "Letter 12",
    }  # fmt: skip
    return DrainStatement(scheme=scheme, **defaults | fields)


def read(scheme, by, month, *, abroad, home=80, **fields):
    defaults = {"origin_iso3": "MAR", "isco08": "2221", "indicator": "emigration_rate", "source": "Register"}
    return services.read_indicator(
        scheme=scheme, reading_date=date(2026, month, 15), counts={"abroad": abroad, "home": home}, by=by,
        **defaults | fields,
    )  # fmt: skip


class TestStatements:
    def test_a_statement_is_kept_with_its_source_and_audited(self):
        scheme = make_health_scheme()

        row = services.state(statement=statement(scheme), by=make_designer(scheme))

        assert drain_state(origin_iso3="MAR", isco08="2221", on=TODAY, scheme=scheme) == "clear"
        entry = AuditEntry.objects.get(action="outlook.drain_stated")
        assert (entry.object_id, entry.detail["kind"]) == (str(row.pk), "surplus")

    def test_the_office_of_the_origin_may_speak_and_that_of_the_destination_may_not(self):
        scheme = make_health_scheme()
        services.state(statement=statement(scheme), by=make_colleague(scheme, Role.OFFICER_ORIGIN, iso3="MAR"))

        for iso3, role in (("BEL", Role.OFFICER_DESTINATION), ("TUN", Role.OFFICER_ORIGIN), ("BEL", Role.DESIGNER)):
            with pytest.raises(NotPermitted):
                services.state(statement=statement(scheme), by=make_colleague(scheme, role, iso3=iso3))

        assert scheme.drain_statements.count() == 1

    @pytest.mark.parametrize(
        "fields",
        [
            {"source": " "},
            {"stated_by": ""},
            {"statement_date": date(2999, 1, 1)},
            {"valid_until_date": date(2026, 1, 9)},
        ],
    )
    def test_a_statement_without_source_or_with_dates_that_cannot_be_is_refused(self, fields):
        scheme = make_health_scheme()

        with pytest.raises(InputError):
            services.state(statement=statement(scheme, **fields), by=make_designer(scheme))

    def test_a_statement_is_never_changed(self):
        scheme = make_health_scheme()
        row = make_statement(scheme)

        with pytest.raises(RuleViolation):
            services.state(statement=row, by=make_designer(scheme))

    def test_a_statement_of_another_scheme_opens_nothing_here(self):
        scheme, other = make_health_scheme(), make_health_scheme()
        make_statement(other)

        assert drain_state(origin_iso3="MAR", isco08="2221", on=TODAY, scheme=scheme) == "unknown"

    def test_without_a_scheme_the_most_severe_word_holds(self):
        make_statement(make_health_scheme())
        make_statement(make_health_scheme(), kind="listed")

        assert drain_state(origin_iso3="MAR", isco08="2221", on=TODAY) == "red"
        assert drain_state(origin_iso3="TUN", isco08="2221", on=TODAY) == "unknown"


class TestApproval:
    def test_a_plan_without_health_occupations_needs_no_statement(self):
        scheme = make_complete_scheme()

        approve(scheme=scheme, by=make_designer(scheme))

        assert drain_blocks(scheme=scheme, on=TODAY) == ()

    @pytest.mark.parametrize("kind", ["", "listed", "shortage"])
    def test_a_plan_for_nurses_waits_for_a_statement_that_is_not_red(self, kind):
        scheme = make_complete_scheme()
        SchemeOccupation.objects.create(scheme=scheme, isco08="2221")
        if kind:
            make_statement(scheme, kind=kind)

        with pytest.raises(PlanIncomplete) as refused:
            approve(scheme=scheme, by=make_designer(scheme))

        assert [missing.field for missing in refused.value.missing] == ["brain_drain"]

    @pytest.mark.parametrize("kinds", [("surplus",), ("not_listed",), ("listed", "agreement")])
    def test_a_statement_in_force_lets_the_plan_pass(self, kinds):
        scheme = make_complete_scheme()
        SchemeOccupation.objects.create(scheme=scheme, isco08="2221")
        for kind in kinds:
            make_statement(scheme, kind=kind)

        version = approve(scheme=scheme, by=make_designer(scheme))

        assert version.number == 1

    def test_a_statement_that_has_run_out_does_not(self):
        scheme = make_complete_scheme()
        SchemeOccupation.objects.create(scheme=scheme, isco08="2221")
        make_statement(scheme, valid_until_date=timezone.localdate() - timedelta(days=1))

        with pytest.raises(PlanIncomplete):
            approve(scheme=scheme, by=make_designer(scheme))

    def test_other_occupations_are_advice(self):
        scheme = make_health_scheme(isco08="7115")
        make_statement(scheme, kind="shortage", isco08="7115")

        [pair] = drain_pairs(scheme=scheme, on=TODAY)

        assert (pair.state, pair.is_health, pair.blocks) == ("red", False, False)


class TestIndicators:
    def test_an_indicator_is_computed_from_its_counts(self):
        scheme = make_health_scheme()

        row = read(scheme, make_designer(scheme), 1, abroad=20)

        assert row.value == pytest.approx(0.2)
        assert (row.reading_date, row.counts) == (date(2026, 1, 1), {"abroad": 20, "home": 80})

    def test_a_level_rises_at_once_and_clears_after_two_readings(self):
        scheme = make_health_scheme()
        by, levels = make_designer(scheme), []

        for month, abroad in ((1, 2), (2, 20), (3, 2), (4, 2)):
            read(scheme, by, month, abroad=abroad)
            levels.append(DrainWatch.objects.get(scheme=scheme).level)

        assert levels == ["green", "red", "red", "green"]

    def test_a_reading_of_the_same_month_takes_the_place_of_the_old_one(self):
        scheme = make_health_scheme()
        by = make_designer(scheme)
        read(scheme, by, 1, abroad=20)

        read(scheme, by, 1, abroad=1)

        assert DrainReading.objects.get().value < 0.1
        assert DrainWatch.objects.get().level == "green"

    def test_a_red_indicator_proposes_and_a_body_decides(self):
        scheme = make_health_scheme()
        by = make_designer(scheme)
        read(scheme, by, 1, abroad=30)
        proposed = set(DrainAction.objects.values_list("action", "outcome"))
        action = DrainAction.objects.get(action="stop_new_intake")

        services.decide(
            action=action, outcome="rejected", body="Steering committee", decided_date=TODAY,
            reason="A training fund is paid instead", by=by,
        )  # fmt: skip

        assert proposed == {
            ("raise_home_share", "open"), ("compensation_payment", "open"), ("stop_new_intake", "open")
        }  # fmt: skip
        action.refresh_from_db()
        assert (action.outcome, action.body) == ("rejected", "Steering committee")

    def test_an_alert_does_not_propose_the_same_twice(self):
        scheme = make_health_scheme()
        by = make_designer(scheme)

        for month, abroad in ((1, 30), (2, 1), (3, 1), (4, 30)):
            read(scheme, by, month, abroad=abroad)

        assert DrainAction.objects.filter(action="stop_new_intake").count() == 1

    @pytest.mark.parametrize("fields", [{"outcome": "open"}, {"body": " "}, {"reason": ""}])
    def test_a_decision_without_body_or_reason_is_none(self, fields):
        action = make_action()
        given = {"outcome": "adopted", "body": "Committee", "decided_date": TODAY, "reason": "Agreed"} | fields

        with pytest.raises(InputError):
            services.decide(action=action, by=make_designer(action.scheme), **given)

    def test_what_is_decided_stays_decided(self):
        action = make_action(outcome="adopted", body="Committee", decided_date=TODAY)

        with pytest.raises(RuleViolation):
            services.decide(
                action=action, outcome="rejected", body="Me", decided_date=TODAY, reason="No",
                by=make_designer(action.scheme),
            )  # fmt: skip

    @pytest.mark.parametrize(
        ("indicator", "counts"),
        [("outflow_ratio", {"outflow": 5, "graduates": 0}), ("emigration_rate", {"abroad": 0, "home": 0})],
    )
    def test_what_cannot_be_divided_is_refused(self, indicator, counts):
        scheme = make_health_scheme()

        with pytest.raises(InputError):
            services.read_indicator(
                scheme=scheme, origin_iso3="MAR", isco08="2221", indicator=indicator, counts=counts,
                reading_date=TODAY, source="Register", by=make_designer(scheme),
            )  # fmt: skip

    def test_a_red_indicator_stops_the_approval_in_spite_of_a_statement(self):
        scheme = make_health_scheme()
        make_statement(scheme)
        read(scheme, make_designer(scheme), 1, abroad=30)

        [pair] = drain_blocks(scheme=scheme, on=TODAY)

        assert pair.state.reason.code == "drain_measured"
