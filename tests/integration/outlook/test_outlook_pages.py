"""The pages as people use them: typed numbers become a projection, a link is answered on a phone without a script."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from corridor.access.roles import Role
from corridor.design.outlook.models import DelphiAnswer, DelphiExpert, DelphiStudy, DrainAction, DrainStatement
from corridor.design.outlook.services.panels import close_study, invite, revoke
from tests.factories.design import make_colleague, make_corridor, make_designer, make_scheme
from tests.factories.outlook import (
    make_action,
    make_expert,
    make_grown,
    make_health_scheme,
    make_input,
    make_outlook,
    make_series,
    make_study,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


def page(client, name, /, *args, **asked):
    return client.get(reverse(f"outlook:{name}", args=args), asked)


def send(client, name, /, *args, **fields):
    return client.post(reverse(f"outlook:{name}", args=args), fields)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


class TestProjections:
    def test_a_designer_types_numbers_and_reads_a_projection(self, sign_in):
        scheme = make_scheme()
        client = sign_in(make_designer(scheme))

        added = send(
            client, "add", scheme.pk, isco08="2512", iso3="BEL", base_year=2024, horizon_years=5, demand_kind="series"
        )
        outlook = scheme.outlooks.get()
        lines = "\n".join(f"{year}; {1000 + 20 * (year - 2015)}" for year in range(2015, 2025))
        saved = send(
            client, "inputs", scheme.pk, outlook.pk, points=lines, points_source="Survey",
            **{"stock-value": "1100", "stock-source": "Register", "retire-value": "3", "retire-low": "2",
               "retire-high": "5", "retire-source": "Pension office"},
        )  # fmt: skip
        shown = page(client, "projection", scheme.pk, outlook.pk)

        assert added.url == reverse("outlook:inputs", args=[scheme.pk, outlook.pk])
        assert saved.status_code == 302
        words = text_of(shown)
        assert "Restricted visas" in words
        assert "Pension office" in words
        assert "3 (2 to 5) %" in words
        assert "Error of the forecast" in words
        assert "seed 1" in words
        assert shown.content.decode().count('<svg class="viz viz-chart') == 2

    @pytest.mark.parametrize("line", ["2019 12x", "the year 2019", "2019"])
    def test_a_line_that_is_no_year_with_a_value_is_named(self, sign_in, line):
        outlook = make_outlook()
        client = sign_in(make_designer(outlook.scheme))

        answer = send(client, "inputs", outlook.scheme_id, outlook.pk, points=f"2018; 5\n{line}", points_source="S")

        assert answer.status_code == 422
        assert "Line 2" in text_of(answer)
        assert not outlook.points.exists()

    def test_a_number_without_a_source_is_refused_on_the_page(self, sign_in):
        outlook = make_outlook()
        client = sign_in(make_designer(outlook.scheme))

        answer = send(client, "inputs", outlook.scheme_id, outlook.pk, **{"stock-value": "5"})

        assert answer.status_code == 422
        assert "has no source" in text_of(answer)

    def test_a_short_series_is_marked_and_a_gap_in_it_named(self, sign_in):
        outlook = make_outlook()
        make_input(outlook, "stock", "1000")
        make_series(outlook, [900, 920, 930, 960, 990])
        client = sign_in(make_designer(outlook.scheme))
        short = text_of(page(client, "projection", outlook.scheme_id, outlook.pk))
        outlook.points.filter(year=2022).delete()

        gap = text_of(page(client, "projection", outlook.scheme_id, outlook.pk))

        assert "The series is too short." in short
        assert "It has 5 years" in short
        assert "leaves out 2022" in gap

    def test_what_is_invented_says_so(self, sign_in):
        outlook = make_grown()
        outlook.inputs.update(is_synthetic=True)

        shown = page(sign_in(make_designer(outlook.scheme)), "projection", outlook.scheme_id, outlook.pk)

        assert "These numbers are invented." in text_of(shown)

    def test_a_closed_panel_stands_beside_the_outlook(self, sign_in):
        scheme = make_scheme()
        outlook = make_grown(scheme, horizon_years=10)
        study = make_study(scheme)
        for value in (1200, 1300, 1400):
            DelphiAnswer.objects.create(
                round=study.rounds.get(), expert=make_expert(study), isco08="2512", value=value, reason="x",
                answered_at=timezone.now(),
            )  # fmt: skip
        designer = make_designer(scheme)
        close_study(study=study, by=designer)

        shown = page(sign_in(designer), "projection", scheme.pk, outlook.pk)

        assert "The dot in 2034 is what a panel of experts expects" in text_of(shown)
        assert "Panel of experts: 1,300 (1,250 to 1,350)" in shown.content.decode()

    def test_a_reader_sees_no_button_to_change(self, sign_in):
        outlook = make_grown()
        reader = sign_in(make_colleague(outlook.scheme, Role.COMMITTEE))

        words = text_of(page(reader, "overview", outlook.scheme_id))

        assert "Recruits needed a year" in words
        assert "Add an occupation" not in words

    def test_a_scenario_is_changed_with_its_reason(self, sign_in):
        scheme = make_scheme()
        client = sign_in(make_designer(scheme))
        factors = {f"times_{name}": "1" for name in ("demand", "graduates", "immigration", "returns", "retire")}

        send(
            client, "scenario_add", scheme.pk, name="Fewer schools", demand_growth_change="0", times_emigrate="1",
            reason="Two schools close", source="Ministry", **factors | {"times_graduates": "0.8"},
        )  # fmt: skip
        row = scheme.scenarios.get()

        assert (row.label, str(row.times_graduates), row.reason) == ("Fewer schools", "0.800", "Two schools close")
        assert "Graduates times 0.8" in text_of(page(client, "overview", scheme.pk))


class TestPanels:
    def test_a_designer_opens_a_study_and_sees_each_link_once(self, sign_in):
        scheme = make_health_scheme(isco08="2512")
        client = sign_in(make_designer(scheme))
        day = timezone.localdate() + timedelta(days=10)
        opened = send(
            client, "study_open", scheme.pk, question="How many?", occupations=["2512"], iso3="BEL", about="demand",
            unit="people", year=2034, closes_date=day.isoformat(), most_rounds=3, threshold_percent=75, within="100",
        )  # fmt: skip
        study = DelphiStudy.objects.get()

        first = client.post(
            reverse("outlook:invite", args=[scheme.pk, study.pk]), {"name": "Ada", "address": "ada@example.org"},
            follow=True,
        )  # fmt: skip
        again = page(client, "study", scheme.pk, study.pk)

        assert opened.url == reverse("outlook:study", args=[scheme.pk, study.pk])
        assert "/estimate/" in first.content.decode()
        assert "/estimate/" not in again.content.decode()
        assert study.rounds.get().asked == 1

    def test_a_stranger_answers_with_a_link_and_reads_that_it_arrived(self, client):
        study = make_study()
        link = invite(study=study, name="Ada", address="ada@example.org", by=make_designer(study.scheme))

        asked = client.get(link.path)
        sent = client.post(link.path, {"value-2512": "1200", "reason-2512": "Cloud"}, follow=True)

        assert study.question in text_of(asked)
        assert "<script" not in re.sub(r"<script[^>]*\bsrc=[^>]*>", "", asked.content.decode())
        assert "Your answer has arrived." in text_of(sent)
        assert "value-2512" not in sent.content.decode()
        assert DelphiAnswer.objects.get().expert == link.expert

    def test_an_answer_without_a_reason_comes_back_with_what_was_typed(self, client):
        study = make_study()
        link = invite(study=study, name="Ada", address="ada@example.org", by=make_designer(study.scheme))

        answer = client.post(link.path, {"value-2512": "1200", "reason-2512": ""})

        assert answer.status_code == 422
        assert 'value="1200"' in answer.content.decode()
        assert not DelphiAnswer.objects.exists()

    def test_a_link_that_was_taken_back_opens_nothing(self, client):
        study = make_study()
        by = make_designer(study.scheme)
        link = invite(study=study, name="Ada", address="ada@example.org", by=by)
        revoke(expert=link.expert, by=by)

        assert client.get(link.path).status_code == 404

    def test_whoever_guesses_keys_is_stopped(self, client):
        codes = [client.get(reverse("outlook:answer_by_link", args=[f"guess{n}"])).status_code for n in range(62)]

        assert set(codes[:60]) == {404}
        assert codes[60:] == [429, 429]

    def test_an_expert_with_a_login_finds_the_question_and_leaves_again(self, sign_in):
        study = make_study()
        officer = make_colleague(study.scheme, Role.OFFICER_DESTINATION)
        make_expert(study, user=officer)
        client = sign_in(officer)

        listed = page(client, "mine")
        kept = page(client, "answer", study.pk, download="1").json()
        left = send(client, "answer", study.pk, withdraw="1")

        assert study.question in text_of(listed)
        assert kept["name"] == "Expert 1"
        assert left.url == reverse("outlook:mine")
        assert DelphiExpert.objects.get().user is None
        assert page(client, "answer", study.pk).status_code == 404

    def test_feedback_shows_the_round_before_and_ones_own_answer(self, sign_in):
        study = make_study()
        designer = make_designer(study.scheme)
        officer = make_colleague(study.scheme, Role.OFFICER_DESTINATION)
        experts = [make_expert(study, user=officer), make_expert(study), make_expert(study)]
        for expert, value, reason in zip(experts, (900, 1000, 2000), ("Steady", "Grows", "Booms"), strict=True):
            DelphiAnswer.objects.create(
                round=study.rounds.get(), expert=expert, isco08="2512", value=value, reason=reason,
                answered_at=timezone.now(),
            )  # fmt: skip
        day = timezone.localdate() + timedelta(days=10)
        send(sign_in(designer), "next_round", study.scheme_id, study.pk, closes_date=day.isoformat())

        words = text_of(page(sign_in(officer), "answer", study.pk))

        assert "Middle answer of round 1 1,000 people" in words
        assert "Your answer then 900" in words
        assert "Booms" in words
        assert "Expert 2" not in words

    def test_a_reader_of_the_plan_reads_no_name_of_an_expert(self, sign_in):
        study = make_study()
        make_expert(study, name="Ada Lovelace")

        words = text_of(page(sign_in(make_colleague(study.scheme, Role.COMMITTEE)), "study", study.scheme_id, study.pk))

        assert "Round 1 is open" in words
        assert "Ada" not in words
        assert "Who is asked" not in words


class TestSafeguards:
    def test_a_statement_is_entered_on_the_page_and_opens_the_way(self, sign_in):
        scheme = make_health_scheme()
        client = sign_in(make_designer(scheme))
        before = text_of(page(client, "drain", scheme.pk))

        sent = send(
            client, "statement", scheme.pk, pair="MAR-2221", kind="surplus", stated_by="Ministry of Health",
            statement_date="2026-01-10", source="Letter 12",
        )  # fmt: skip
        after = text_of(page(client, "drain", scheme.pk))

        assert sent.status_code == 302
        assert DrainStatement.objects.get().recorded_by is not None
        assert "Nobody has given a dated statement" in before
        assert "stopped" in before
        assert "The statement of 10 Jan 2026 speaks for recruitment." in after

    def test_a_reading_asks_for_the_counts_of_its_indicator(self, sign_in):
        scheme = make_health_scheme()
        client = sign_in(make_designer(scheme))
        address = reverse("outlook:reading", args=[scheme.pk]) + "?indicator=replacement_ratio"

        asked = text_of(client.get(address))
        client.post(
            address,
            {"pair": "MAR-2221", "graduates": "50", "emigration": "30", "retirement": "20", "other": "10",
             "reading_date": "2026-02-01", "source": "Register"},
        )  # fmt: skip
        shown = text_of(page(client, "drain", scheme.pk))

        assert "People who retired in the year" in asked
        assert "0.83" in shown
        assert "red: stop" in shown
        assert DrainAction.objects.filter(outcome="open").count() == 3

    def test_a_decision_names_its_body(self, sign_in):
        action = make_action()
        client = sign_in(make_designer(action.scheme))

        send(
            client, "decide", action.scheme_id, action.pk, outcome="adopted", body="Steering committee",
            decided_date="2026-02-02", reason="Agreed by both sides",
        )  # fmt: skip

        assert "Steering committee" in text_of(page(client, "drain", action.scheme_id))

    def test_the_office_of_another_origin_does_not_find_the_form(self, sign_in):
        scheme = make_health_scheme()
        corridor = make_corridor(make_scheme(), origin_iso3="TUN")
        other = make_colleague(scheme, Role.OFFICER_ORIGIN, iso3=corridor.origin_iso3)
        client = sign_in(other)

        assert "Enter a dated statement" not in text_of(page(client, "drain", scheme.pk))
        assert page(client, "statement", scheme.pk).status_code == 404


class TestPrograms:
    def test_programs_read_the_projection_with_its_run(self, sign_in):
        outlook = make_grown(level="1100", horizon_years=5)

        answer = sign_in(make_designer(outlook.scheme)).get(
            f"/api/v1/schemes/{outlook.scheme_id}/outlooks/{outlook.pk}"
        )

        body = answer.json()
        assert body["run_id"] > 0
        assert body["scenarios"][0]["recruits_needed"]["p50"] == pytest.approx(20)
        assert body["backtest_mase"] is None

    def test_a_projection_that_lacks_numbers_says_which(self, sign_in):
        outlook = make_outlook()
        client = sign_in(make_designer(outlook.scheme))

        refused = client.get(f"/api/v1/schemes/{outlook.scheme_id}/outlooks/{outlook.pk}")
        [listed] = client.get(f"/api/v1/schemes/{outlook.scheme_id}/outlooks").json()

        assert refused.status_code == 409
        assert listed["missing"] == ["stock", "points"]

    def test_programs_read_states_and_panels_without_a_person(self, sign_in):
        scheme = make_health_scheme()
        study = make_study(scheme, occupations=("2221",))
        make_expert(study, name="Ada Lovelace")
        client = sign_in(make_designer(scheme))

        [state] = client.get(f"/api/v1/schemes/{scheme.pk}/brain-drain").json()
        panels = client.get(f"/api/v1/schemes/{scheme.pk}/delphi-studies")

        assert (state["state"], state["blocks_approval"], state["code"]) == ("unknown", True, "drain_unknown")
        assert panels.json()[0]["rounds"] == []
        assert "Ada" not in panels.content.decode()
