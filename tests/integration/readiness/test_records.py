"""Readiness, needs, local links and voices: dated, by the authors of the plan, for the readers of the plan."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.design.partnerships.models import BodyMember, Partner
from corridor.design.readiness import selectors, services
from corridor.design.readiness.models import CapacityNeed, ElementState, LocalLink, StageDecision
from corridor.design.schemes.models import Scheme
from corridor.design.studio.languages import texts_of
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_organisation
from tests.factories.design import (
    make_body,
    make_colleague,
    make_corridor,
    make_designer,
    make_indicator,
    make_partner,
    make_scheme,
)
from tests.factories.readiness import (
    DAY,
    assess_all,
    make_change,
    make_element,
    make_finding,
    make_need,
    make_round,
    make_scheme_with_corridor,
)

pytestmark = pytest.mark.django_db
Stage = StageDecision.Stage


def decide(scheme, stage, *, on=DAY, by=None):
    decision = StageDecision(scheme=scheme, stage=stage, reason="Both sides agree", decided_date=on)
    return services.decide_stage(decision=decision, today=DAY, by=by or make_designer(scheme))


class TestProfile:
    def test_both_countries_stand_side_by_side_origin_first(self):
        scheme = make_scheme_with_corridor()
        make_element(scheme, iso3="BEL", state="absent")
        by = make_designer(scheme)

        lines = selectors.profile_of(scheme=scheme, user=by, today=DAY)

        [data] = [line for line in lines if line.element.code == "data"]
        assert len(lines) == 8
        assert [(cell.iso3, cell.row and cell.row.state) for cell in data.cells] == [("MAR", None), ("BEL", "absent")]

    def test_the_newest_assessment_counts_and_earlier_ones_are_kept(self):
        scheme = make_scheme_with_corridor()
        make_element(scheme, state="in_place", as_of_date=DAY)
        make_element(scheme, state="absent", as_of_date=date(2023, 1, 1))

        [cell, _other] = selectors.profile_of(scheme=scheme, user=make_designer(scheme), today=DAY)[2].cells

        assert (cell.row.state, cell.earlier, cell.is_stale) == ("in_place", 1, False)

    def test_an_assessment_names_its_author(self):
        scheme = make_scheme_with_corridor()
        by = make_designer(scheme)
        row = ElementState(
            scheme=scheme, iso3="MAR", element="data", state="absent", evidence="None", source="Visit", as_of_date=DAY
        )

        services.save_record(row=row, scheme=scheme, by=by)

        assert ElementState.objects.get().assessed_by == by
        assert AuditEntry.objects.filter(action="readiness.record_added").count() == 1

    def test_one_element_is_assessed_once_a_day(self):
        row = make_element()

        with pytest.raises(IntegrityError), transaction.atomic():
            make_element(row.scheme)

    def test_who_does_not_read_the_plan_sees_no_assessment(self):
        scheme = make_scheme_with_corridor()
        make_element(scheme)

        lines = selectors.profile_of(scheme=scheme, user=make_colleague(scheme, Role.TRAINER), today=DAY)

        assert {cell.row for line in lines for cell in line.cells} == {None}

    def test_a_partner_may_not_assess_and_another_scheme_is_not_found(self):
        row, other = make_element(), make_scheme()

        with pytest.raises(NotPermitted):
            services.save_record(row=row, scheme=row.scheme, by=make_colleague(row.scheme, Role.DESIGNER))
        with pytest.raises(Http404):
            selectors.row_to_change(model=ElementState, scheme=other, user=make_designer(other), pk=row.pk)

    def test_an_approved_plan_is_still_assessed_and_a_closed_one_is_not(self):
        row = make_element()
        by = make_designer(row.scheme)
        Scheme.objects.update(status="running", is_open_for_changes=False)

        row.scheme.refresh_from_db()
        services.save_record(row=row, scheme=row.scheme, by=by)
        row.scheme.status = "closed"

        with pytest.raises(RuleViolation, match="closed"):
            services.remove_record(row=row, scheme=row.scheme, by=by)


class TestStage:
    def test_a_scheme_begins_as_an_idea(self):
        assert selectors.stage_of(scheme=make_scheme()) is None

    def test_incubation_asks_each_country_to_look_at_itself(self):
        scheme = make_scheme_with_corridor()
        make_element(scheme, iso3="MAR")
        with pytest.raises(RuleViolation, match="open: 1"):
            decide(scheme, Stage.INCUBATION)

        make_element(scheme, iso3="BEL", state="absent")
        decide(scheme, Stage.INCUBATION)

        assert selectors.stage_of(scheme=scheme).stage == Stage.INCUBATION

    def test_design_asks_for_all_elements_and_for_voices(self):
        scheme = make_scheme_with_corridor()
        assess_all(scheme)
        with pytest.raises(RuleViolation, match="open: 1"):
            decide(scheme, Stage.READY)

        make_round(scheme)
        decide(scheme, Stage.READY)

        assert selectors.stage_of(scheme=scheme).stage == Stage.READY

    def test_a_later_assessment_can_close_the_way_again(self):
        scheme = make_scheme_with_corridor()
        assess_all(scheme, as_of_date=DAY - timedelta(days=30))
        make_round(scheme)
        make_element(scheme, iso3="BEL", element="pathways", state="absent")

        [finding] = selectors.open_conditions(scheme=scheme, stage=Stage.READY, today=DAY)

        assert (finding.code, finding.params) == ("absent", {"iso3": "BEL", "element": "pathways"})

    def test_nothing_bars_the_way_back(self):
        decide(make_scheme(), Stage.IDEA)

        assert StageDecision.objects.get().stage == Stage.IDEA

    def test_a_decision_is_not_dated_ahead(self):
        with pytest.raises(InputError, match="has not come yet"):
            decide(make_scheme(), Stage.IDEA, on=DAY + timedelta(days=1))

    def test_a_refused_decision_leaves_no_row(self):
        with pytest.raises(RuleViolation):
            decide(make_scheme_with_corridor(), Stage.READY)

        assert not StageDecision.objects.exists()


def test_simplicity_counts_partners_kinds_of_activity_and_indicators():
    scheme = make_scheme()
    for _ in range(11):
        make_partner(scheme)
    make_indicator(scheme)

    sizes = {size.code: (size.count, size.is_much) for size in selectors.simplicity_of(scheme=scheme)}

    assert sizes == {"partners": (11, True), "components": (0, False), "indicators": (1, False)}


@pytest.mark.parametrize(
    ("fields", "has_plan", "is_overdue"),
    [
        ({}, False, False),
        ({"plan": "Hire"}, False, False),
        ({"plan": "Hire", "due_date": DAY}, True, False),
        ({"plan": "Hire", "due_date": DAY - timedelta(days=1)}, True, True),
        ({"plan": "Hire", "due_date": DAY - timedelta(days=1), "done_date": DAY}, True, False),
    ],
)
def test_a_need_is_planned_once_it_has_a_day_and_overdue_after_it(fields, has_plan, is_overdue):
    need = CapacityNeed(task="Matching", need="Advisers", severity=2, **fields)

    assert (need.has_plan, need.is_overdue(DAY)) == (has_plan, is_overdue)


def test_needs_are_grouped_by_institution_the_gravest_first():
    scheme = make_scheme()
    agency = make_partner(scheme, organisation=make_organisation(name="Agency"))
    school = make_partner(scheme, organisation=make_organisation(name="School"))
    make_need(scheme, partner=school, severity=1)
    make_need(scheme, partner=agency, severity=1)
    make_need(scheme, partner=agency, severity=3)

    found = [
        (need.partner.organisation.name, need.severity)
        for need in selectors.needs_of(scheme=scheme, user=make_designer(scheme))
    ]

    assert found == [("Agency", 3), ("Agency", 1), ("School", 1)]


class TestVoices:
    def test_no_more_people_answer_than_were_asked(self):
        for fields in ({"women_answered": 21}, {"men_answered": 21}, {"others_answered": 1}):
            with pytest.raises(IntegrityError), transaction.atomic():
                make_round(**fields)

    def test_what_has_changed_nothing_is_counted(self):
        scheme = make_scheme()
        asked_in = make_round(scheme)
        make_change(make_finding(asked_in))
        make_finding(asked_in)

        assert selectors.unheard_of(scheme=scheme) == 1

    def test_the_voices_of_a_scheme_are_judged_by_its_first_day(self):
        scheme = make_scheme(start_date=DAY)
        make_round(scheme, asked_date=DAY + timedelta(days=1))

        assert [each.code for each in selectors.voice_findings(scheme=scheme)] == ["nobody_asked"]

    def test_a_body_without_migrants_or_workers_is_named(self):
        scheme = make_scheme()
        union = make_partner(scheme, group=Partner.Group.WORKERS)
        heard, deaf = make_body(scheme, name="Board"), make_body(scheme, name="Technical group")
        BodyMember.objects.create(body=heard, organisation=union.organisation)
        BodyMember.objects.create(body=deaf, organisation=make_partner(scheme).organisation)

        [finding] = selectors.seat_findings(scheme=scheme)

        assert (finding.code, finding.params) == ("no_seat", {"body": "Technical group"})

    def test_without_a_body_there_is_no_seat(self):
        assert [each.code for each in selectors.seat_findings(scheme=make_scheme())] == ["no_body"]

    def test_seats_of_another_scheme_do_not_count(self):
        scheme, other = make_scheme(), make_scheme()
        union = make_partner(other, group=Partner.Group.WORKERS)
        BodyMember.objects.create(body=make_body(scheme), organisation=union.organisation)

        assert [each.code for each in selectors.seat_findings(scheme=scheme)] == ["no_seat"]


def test_a_local_link_is_read_newest_first():
    scheme = make_scheme()
    make_corridor(scheme)
    by = make_designer(scheme)
    for year in (2024, 2026):
        link = LocalLink(
            scheme=scheme, kind="jobs", firm=f"Firm {year}", iso3="MAR", region="Fès", happened_date=date(year, 1, 1),
            evidence="Payroll", source="Visit", jobs=3,
        )  # fmt: skip
        services.save_record(row=link, scheme=scheme, by=by)

    assert [row.firm for row in selectors.links_of(scheme=scheme, user=by)] == ["Firm 2026", "Firm 2024"]


def test_words_of_readiness_and_voices_are_offered_for_translation_and_codes_are_not():
    scheme = make_scheme_with_corridor()
    make_element(scheme, evidence="A survey every quarter")
    make_change(make_finding(make_round(scheme), text="Visits home"), text="Two journeys home")

    texts = texts_of(scheme=scheme, user=make_designer(scheme), language="fr")

    originals = {text.original for text in texts}
    assert {"A survey every quarter", "Visits home", "Two journeys home"} <= originals
    assert not {"MAR", "data", "family"} & originals
