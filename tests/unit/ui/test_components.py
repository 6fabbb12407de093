"""Components: what they show, what they leave out, and that nothing slips through unescaped."""

import datetime as dt
import re

import pytest
from django.core.paginator import Paginator
from django.template import Context, engines
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from corridor.ui.viz import funnel_rows


def render(text: str, **context) -> str:
    template = engines["django"].from_string(CottonCompiler().process("{% load ui i18n %}" + text))
    return template.template.render(Context(context))


def words(html: str) -> str:
    text = re.sub(r"\s+", " ", re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL)).strip()
    return text.replace(" :", ":")


def test_a_card_names_its_section_and_shows_actions_and_footer():
    html = render(
        '<c-ui.card id="p" title="Partners" subtitle="All" icon="users"><c-slot name="actions"><a>Add</a></c-slot>'
        '<c-slot name="footer">Foot</c-slot>Body</c-ui.card>'
    )

    assert 'aria-labelledby="p-title"' in html
    assert words(html) == "Partners All Add Body Foot"


def test_a_card_inside_a_card_does_not_inherit_its_title():
    html = render('<c-ui.card title="Outer"><c-ui.card>Inner</c-ui.card></c-ui.card>')

    assert html.count("Outer") == 1


def test_values_from_people_are_escaped_everywhere():
    bad = "<script>x</script>"
    html = render(
        '<c-ui.card title="{{ bad }}"><c-ui.kpi :label="bad" :value="bad" :note="bad" /><c-ui.status>{{ bad }}'
        '</c-ui.status><c-ui.facts :items="facts" /><c-ui.todo :items="todo" /><c-ui.table :columns="columns" '
        ':rows="rows" /><c-ui.avatar :name="bad" /></c-ui.card>',
        bad=bad,
        facts=[{"label": bad, "value": bad}],
        todo=[{"title": bad, "status": bad, "kind": "ok"}],
        columns=[{"label": bad}],
        rows=[[bad]],
    )

    assert "<script>" not in html


@pytest.mark.parametrize(
    ("kind", "css"), [("ok", "cr-ok"), ("warn", "cr-warn"), ("bad", "cr-bad"), ("wait", "cr-wait")]
)
def test_a_status_shows_words_and_a_shape_beside_its_colour(kind, css):
    html = render('<c-ui.status :kind="kind">Running</c-ui.status>', kind=kind)

    assert css in html
    assert "<svg" in html
    assert words(html) == "Running"


def test_a_bad_change_is_said_in_words():
    html = render('<c-ui.kpi label="Days" value="143" unit="days" delta="+23" :good="False" note="over target" />')

    assert words(html) == "Days 143 days Attention: +23 over target"
    assert "text-bad" in html


def test_a_funnel_names_the_largest_loss():
    html = render('<c-ui.funnel :rows="rows" />', rows=funnel_rows([("Applied", 200), ("Chosen", 50), ("Left", 40)]))

    assert "largest loss" in html
    assert words(html) == "Applied 200 Chosen 50 largest loss: 25% Left 40 80%"


def test_a_step_says_its_state_in_words():
    items = [{"label": "Apply", "state": "done"}, {"label": "Learn", "state": "now"}, {"label": "Fly"}]

    for variant in ("vertical", "phases", "stepper"):
        html = render(f'<c-ui.steps :items="items" variant="{variant}" />', items=items)
        assert html.count('aria-current="step"') == 1, variant
        assert "in progress" in html
        assert "not started" in html


def test_a_table_row_starts_with_its_name_and_repeats_headings_for_phones():
    html = render(
        '<c-ui.table :columns="columns" :rows="rows" caption="People" />',
        columns=[{"label": "Name"}, {"label": "Years", "numeric": True, "sorted": "ascending", "sort_url": "?s=1"}],
        rows=[["Salma", 6]],
    )

    assert '<th scope="row">Salma</th>' in html
    assert '<td class="n" data-label="Years">6</td>' in html
    assert 'aria-sort="ascending"' in html
    assert 'aria-label="People"' in html


def test_an_empty_table_says_so():
    html = render('<c-ui.table :columns="columns" :rows="[]" empty_title="No one yet" />', columns=[{"label": "Name"}])

    assert "<table" not in html
    assert "No one yet" in html


def test_a_table_takes_rows_written_by_the_page():
    html = render('<c-ui.table :columns="c"><tbody><tr><td>x</td></tr></tbody></c-ui.table>', c=[{"label": "Name"}])

    assert "<tbody><tr><td>x</td></tr></tbody>" in html


@pytest.mark.parametrize(("state", "polls"), [("waiting", True), ("running", True), ("done", False), ("failed", False)])
def test_a_job_asks_again_only_while_it_runs(state, polls):
    html = render('<c-ui.job url="/jobs/7/" label="Matching" :state="state" value="40" />', state=state)

    assert ('hx-get="/jobs/7/"' in html) is polls


def test_a_finished_job_leads_to_its_result_and_a_failed_one_says_why():
    assert 'href="/r/"' in render('<c-ui.job label="M" state="done" result="/r/" />')
    assert "Row 12 has no date." in render('<c-ui.job label="M" state="failed" error="Row 12 has no date." />')


def test_nothing_to_do_is_said_kindly():
    assert "Nothing waits for you" in render('<c-ui.todo :items="[]" />')


def test_a_score_shows_its_band_and_keeps_figures_folded():
    html = render(
        '<c-ui.score band="good" exact="68.4" :parts="parts" />',
        parts=[{"label": "Skills", "points": 36.6, "of": 40, "series": 0}],
    )

    head, folded = html.split("<details", 1)
    assert "Good match" in head
    assert "68.4" not in head
    assert "68.4" in folded
    assert "36.6" in folded


def test_someone_without_a_score_is_not_a_weak_match():
    assert "Not scored" in render("<c-ui.score />")


def test_payers_show_amount_and_share():
    html = render('<c-ui.payers :rows="rows" currency="EUR" />', rows=[{"label": "Workers", "amount": 0, "share": 0}])

    assert words(html) == "Workers €0 0%"


def test_a_comparison_marks_where_sources_differ():
    html = render(
        '<c-ui.compare :columns="columns" :rows="rows" />',
        columns=[{"label": "A"}, {"label": "B"}],
        rows=[{"label": "Cost", "cells": [1, None], "differs": True}],
    )

    assert "sources differ" in html
    assert "<bdi>–</bdi>" in html


def test_a_chart_has_its_table_beside_it():
    html = render(
        '<c-ui.chart :svg="svg" caption="Flows" :columns="columns" :rows="rows" />',
        svg="picture",
        columns=[{"label": "Way"}, {"label": "People", "numeric": True}],
        rows=[("a", 1)],
    )

    assert "Show as a table" in html
    assert '<th scope="row">a</th>' in html


def test_a_pager_keeps_the_query():
    html = render('<c-ui.pager :page="page" query="q=a" />', page=Paginator(range(45), 20).page(2))

    assert "21 to 40 of 45" in html
    assert 'href="?q=a&amp;page=1"' in html
    assert 'href="?q=a&amp;page=3"' in html


def test_a_pager_without_pages_keeps_silent():
    assert words(render("<c-ui.pager />")) == ""


def test_a_figure_names_its_source_date_and_method():
    html = render(
        '<c-ui.source text="Survey" date="2026-11-14" asked="{% asked 40 52 %}" method="/m/" flag="invented" />'
    )

    assert words(html) == "invented Source: Survey Figures of 14 Nov 2026 asked 40 of 52 Method"


def test_a_history_writes_dates_in_the_readers_language():
    with translation.override("fr"):
        html = render('<c-ui.timeline :items="items" />', items=[{"at": dt.date(2026, 11, 14), "title": "Lu"}])

    assert "14 nov. 2026" in html


def test_skills_say_whether_they_were_found():
    html = render(
        '<c-ui.chips :items="items" />', items=[{"label": "weld", "kind": "ok"}, {"label": "drive", "kind": "miss"}]
    )

    assert words(html) == "found: weld missing: drive"


@pytest.mark.parametrize(
    "text",
    [
        '<c-ui.breadcrumb :items="crumbs" />',
        '<c-ui.page-header title="T" subtitle="S" :breadcrumb="crumbs" status="Draft" kind="wait" />',
        '<c-ui.next title="Sign" url="/s/" label="Read" second_url="/c/" second_label="Call" />',
        '<c-ui.tabs :items="tabs" />',
        '<c-ui.alert kind="warn" title="T">Text</c-ui.alert>',
        '<c-ui.empty title="T"><a>b</a></c-ui.empty>',
        '<c-ui.docs :items="docs" />',
        '<c-ui.legend :items="legend" />',
        '<c-ui.meter label="L" value="1" max="2" text="1 of 2" />',
        '<c-ui.upload title="T" template="/t/" />',
        '<c-ui.filterbar action="/x/" target="#rows" clear="/x/" />',
    ],
)
def test_every_other_component_draws_balanced_markup(text):
    html = render(
        text,
        crumbs=[("Schemes", "/"), ("Here", "")],
        tabs=[{"label": "One", "url": "/", "active": True, "count": 0}],
        docs=[{"title": "Passport", "status": "Ready", "kind": "ok"}],
        legend=[{"label": "State", "series": 2}],
    )

    for tag in ("div", "ul", "ol", "nav", "section", "a", "span", "form", "details", "p"):
        assert len(re.findall(rf"<{tag}[\s>]", html)) == html.count(f"</{tag}>"), tag
