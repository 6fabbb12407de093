"""Pages and operations of readiness, needs, local development and voices."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.design.readiness.models import (
    AspirationFinding,
    AspirationRound,
    CapacityNeed,
    ElementState,
    LocalLink,
    StageDecision,
    VoiceChange,
)
from tests.factories.design import make_budget, make_colleague, make_designer, make_line, make_partner
from tests.factories.readiness import (
    assess_all,
    make_change,
    make_element,
    make_finding,
    make_link,
    make_need,
    make_round,
    make_scheme_with_corridor,
)

pytestmark = pytest.mark.django_db
TODAY = date.today()


@pytest.fixture
def scheme():
    return make_scheme_with_corridor()


@pytest.fixture
def designer(scheme, sign_in):
    return sign_in(make_designer(scheme))


@pytest.fixture
def reader(scheme, sign_in):
    return sign_in(make_colleague(scheme, Role.COMMITTEE))


def page(scheme, name, *args):
    return reverse(f"readiness:{name}", args=[scheme.pk, *args])


def text_of(answer):
    return answer.content.decode()


def test_an_element_is_assessed_by_a_form_and_shows_with_its_author(scheme, designer):
    fields = {
        "iso3": "MAR", "element": "data", "state": "emerging", "as_of_date": TODAY.isoformat(),
        "evidence": "A survey every quarter", "source": "Statistical office",
    }  # fmt: skip

    answer = designer.post(page(scheme, "part_add", "elements"), fields)
    text = text_of(designer.get(page(scheme, "profile")))

    assert answer.url == page(scheme, "profile") + "#elements"
    assert ElementState.objects.get().state == "emerging"
    assert "A survey every quarter" in text
    assert ElementState.objects.get().assessed_by.full_name in text


def test_an_empty_cell_leads_to_a_form_that_knows_its_place(scheme, designer):
    text = text_of(designer.get(page(scheme, "part_add", "elements"), {"iso3": "BEL", "element": "people"}))

    assert '<option value="BEL" selected>' in text
    assert '<option value="people" selected>' in text


def test_a_form_offers_only_the_countries_of_the_scheme(scheme, designer):
    text = text_of(designer.get(page(scheme, "part_add", "elements")))

    assert '<option value="MAR"' in text
    assert '<option value="TUN"' not in text


def test_the_same_element_on_the_same_day_is_named_as_standing_there(scheme, designer):
    row = make_element(scheme, as_of_date=TODAY)
    fields = {name: getattr(row, name) for name in ("iso3", "element", "state", "as_of_date", "evidence", "source")}

    answer = designer.post(page(scheme, "part_add", "elements"), fields)

    assert answer.status_code == 422
    assert "stands in the list already" in text_of(answer)


def test_a_stage_whose_conditions_are_open_is_refused_with_their_number(scheme, designer):
    fields = {"stage": "ready", "decided_date": TODAY.isoformat(), "reason": "Now"}

    refused = designer.post(page(scheme, "part_add", "stages"), fields)
    assess_all(scheme, as_of_date=TODAY)
    make_round(scheme)
    done = designer.post(page(scheme, "part_add", "stages"), fields)

    assert (refused.status_code, done.status_code) == (422, 302)
    assert "open: 17" in text_of(refused)
    assert StageDecision.objects.get().stage == "ready"


def test_the_profile_lists_what_is_open_by_names_of_countries_and_elements(scheme, designer):
    text = text_of(designer.get(page(scheme, "profile")))
    assert "No essential element is assessed for Morocco yet." in text

    assess_all(scheme, as_of_date=TODAY)
    designer.post(
        page(scheme, "part_add", "stages"),
        {"stage": "incubation", "decided_date": TODAY.isoformat(), "reason": "Begin"},
    )
    make_element(scheme, iso3="BEL", element="data", state="absent", as_of_date=TODAY + timedelta(days=1))

    assert "Belgium: “Data and evidence” is absent." in text_of(designer.get(page(scheme, "profile")))


def test_a_decision_is_not_edited(scheme, designer):
    assert designer.get(page(scheme, "part_edit", "stages", 1)).status_code == 404
    assert designer.get(page(scheme, "part_add", "unknown")).status_code == 404


def test_a_need_is_entered_with_its_budget_line_and_flagged_when_late(scheme, designer):
    partner, line = make_partner(scheme), make_line(make_budget(scheme))
    fields = {
        "partner": partner.pk, "task": "Matching", "need": "Two advisers", "severity": "3", "plan": "Hire",
        "budget_line": line.pk, "cost_eur": "12000", "due_date": (TODAY - timedelta(days=1)).isoformat(),
    }  # fmt: skip

    designer.post(page(scheme, "part_add", "needs"), fields)
    text = text_of(designer.get(page(scheme, "capacity")))

    assert CapacityNeed.objects.get().budget_line == line
    assert "overdue" in text
    assert "€12,000" in text


def test_a_need_cannot_name_the_partner_or_the_line_of_another_scheme(scheme, designer):
    other = make_scheme_with_corridor()
    fields = {
        "partner": make_partner(other).pk, "task": "Matching", "need": "Advisers", "severity": "1",
        "budget_line": make_line(make_budget(other)).pk,
    }  # fmt: skip

    answer = designer.post(page(scheme, "part_add", "needs"), fields)

    assert answer.status_code == 422
    assert not CapacityNeed.objects.exists()


def test_a_local_link_is_entered_with_its_evidence(scheme, designer):
    fields = {
        "kind": "subsidiary", "firm": "Lumenta", "iso3": "MAR", "region": "Fès", "happened_date": "2026-03-01",
        "jobs": "9", "evidence": "Register of companies", "source": "Visit", "programme": "Digital hubs",
    }  # fmt: skip

    designer.post(page(scheme, "part_add", "links"), fields)
    text = text_of(designer.get(page(scheme, "local")))

    assert LocalLink.objects.get().jobs == 9
    assert all(word in text for word in ("Lumenta", "Fès", "Register of companies", "counted for 1 of 1 links"))


class TestVoices:
    def test_from_the_question_to_what_changed(self, scheme, designer):
        fields = {
            "title": "First round", "iso3": "MAR", "method": "survey", "asked_date": "2026-01-10",
            "questions": "What do you hope for?\n\nWhat holds you back?", "women_asked": "20", "women_answered": "12",
            "men_asked": "8", "men_answered": "5", "others_asked": "0", "others_answered": "0", "source": "Office",
        }  # fmt: skip
        designer.post(page(scheme, "part_add", "rounds"), fields)
        asked_in = AspirationRound.objects.get()
        designer.post(
            page(scheme, "part_add", "findings"),
            {"round": asked_in.pk, "theme": "family", "text": "Visits home", "named_by": "11"},
        )
        finding = AspirationFinding.objects.get()
        designer.post(
            page(scheme, "part_add", "changes"),
            {"finding": finding.pk, "part": "budget", "text": "Journeys are paid", "changed_date": "2026-02-01"},
        )

        text = text_of(designer.get(page(scheme, "voices")))

        assert VoiceChange.objects.count() == 1
        assert "60% (12 of 20)" in text
        assert "5 of 8" in text
        assert "%" not in text[text.index("5 of 8") - 8 : text.index("5 of 8")]
        assert text.count("<li>What") == 2
        assert "Journeys are paid" in text

    @pytest.mark.parametrize("who", ["women", "men", "others"])
    def test_more_answers_than_questions_are_refused_at_their_field(self, scheme, designer, who):
        fields = {
            "title": "Round", "iso3": "MAR", "method": "survey", "asked_date": "2026-01-10", "questions": "What?",
            "source": "Office", **{f"{each}_{act}": "1" for each in ("women", "men", "others")
                                   for act in ("asked", "answered")},
        }  # fmt: skip

        answer = designer.post(page(scheme, "part_add", "rounds"), fields | {f"{who}_answered": "2"})

        assert answer.status_code == 422
        assert "No more people can answer than were asked." in text_of(answer)

    def test_more_people_than_answered_cannot_have_said_so(self, scheme, designer):
        asked_in = make_round(scheme)
        fields = {"round": asked_in.pk, "theme": "work", "text": "Fair pay", "named_by": asked_in.answered + 1}

        answer = designer.post(page(scheme, "part_add", "findings"), fields)

        assert "No more people can say so" in text_of(answer)

    def test_whose_voice_is_missing_is_said_here_and_in_the_third_step(self, scheme, designer):
        make_round(scheme, women_asked=0, women_answered=0)

        here = text_of(designer.get(page(scheme, "voices")))
        step = text_of(designer.get(reverse("studio:step", args=[scheme.pk, "model"])))

        assert "No woman has been asked what she hopes for." in here
        assert "No woman has been asked what she hopes for." in step

    def test_the_third_step_is_silent_once_both_were_asked(self, scheme, designer):
        make_round(scheme)

        step = text_of(designer.get(reverse("studio:step", args=[scheme.pk, "model"])))

        assert "has been asked" not in step

    def test_a_round_with_its_findings_can_be_removed(self, scheme, designer):
        change = make_change(make_finding(make_round(scheme)))

        asked = designer.get(page(scheme, "part_remove", "rounds", change.finding.round_id))
        designer.post(page(scheme, "part_remove", "rounds", change.finding.round_id))

        assert asked.status_code == 200
        assert not AspirationRound.objects.exists()


def test_a_reader_sees_everything_and_no_button(scheme, reader):
    make_element(scheme)
    make_need(scheme)
    make_link(scheme)
    make_change(make_finding(make_round(scheme)))

    for name in ("profile", "capacity", "local", "voices"):
        text = text_of(reader.get(page(scheme, name)))
        assert "/new/" not in text, name
        assert ">Edit<" not in text, name


def test_the_pages_of_a_closed_scheme_offer_no_change(scheme, designer):
    make_element(scheme)
    type(scheme).objects.update(status="closed")

    assert "/new/" not in text_of(designer.get(page(scheme, "profile")))
    answer = designer.post(page(scheme, "part_add", "links"), {})
    assert answer.status_code == 422


@pytest.mark.parametrize(("step", "names"), [("objectives", ("profile", "voices")), ("design", ("capacity", "local"))])
def test_every_page_is_linked_from_its_step(scheme, reader, step, names):
    text = text_of(reader.get(reverse("studio:step", args=[scheme.pk, step])))

    assert all(page(scheme, name) in text for name in names)


class TestProgramming:
    def get(self, client, scheme, name):
        return client.get(f"/api/v1/schemes/{scheme.pk}/{name}").json()

    def test_readiness(self, scheme, reader):
        make_element(scheme, as_of_date=TODAY)

        found = self.get(reader, scheme, "readiness")

        states = {(row["iso3"], row["element"]): row["state"] for row in found["elements"]}
        assert (len(states), states["MAR", "data"], states["BEL", "data"]) == (16, "in_place", None)
        assert found["stage"] == "idea"
        assert "Belgium: “Planning ahead” is not assessed." in found["open_conditions"]

    def test_needs_links_and_voices(self, scheme, reader):
        make_need(scheme, due_date=TODAY - timedelta(days=1))
        make_link(scheme)
        make_change(make_finding(make_round(scheme)))

        [need] = self.get(reader, scheme, "capacity-needs")
        [link] = self.get(reader, scheme, "local-links")
        voices = self.get(reader, scheme, "voices")

        assert need["is_overdue"] is True
        assert link["firm"] == "Firm (invented)"
        assert voices["rounds"][0]["findings"][0]["changes"][0]["part"] == "activities"
        assert voices["rounds"][0]["questions"] == ["What do you hope for?", "What holds you back?"]
