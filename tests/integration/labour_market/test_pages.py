"""The pages: empty and filled, in four languages; a file is sent, compared, confirmed; nothing is written unseen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from corridor.access.roles import STAFF, Role
from corridor.core.models import AuditEntry, Run
from corridor.knowledge.labour_market import selectors, services
from corridor.knowledge.labour_market.models import DatasetVersion, EvidenceFile, Observation
from tests.factories.access import make_member
from tests.factories.labour_market import HEAD, plant_figures, row
from tools.readable import english_sentences

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar")


@pytest.fixture
def designer(client, sign_in):
    person = make_member(Role.DESIGNER)
    sign_in(person)
    return person


def sent(*rows, name="figures.csv"):
    return SimpleUploadedFile(name, "\n".join((HEAD, *rows, "")).encode(), content_type="text/csv")


def send(client, *rows, **about):
    return client.post(reverse("labour_market:import"), {"file": sent(*rows), **about}, follow=True)


def text_of(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["list", "browse", "sexes", "adverts", "import"])
def test_a_page_without_evidence_says_what_to_do(client, designer, name, language):
    with override(language):
        text = text_of(client.get(reverse(f"labour_market:{name}")))

    assert f'lang="{language}"' in text
    assert language == "en" or english_sentences(text) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_shows_what_is_held(client, designer, tmp_path, language):
    version = plant_figures(
        tmp_path,
        *(row(year=year, value=year) for year in range(2010, 2020)),
        row(sex="F", value=2),
        row(sex="M", value=6),
        row(iso3="QQQ"),
        row(indicator="job_adverts", isco08="25", year="2025-01", unit="NR"),
        row(year=2200),
        row(year=2009, flag="b"),
    )
    with override(language):
        addresses = [
            reverse("labour_market:list"),
            reverse("labour_market:dataset", args=[version.dataset_id]),
            reverse("labour_market:version", args=[version.pk]),
            reverse("labour_market:browse") + "?indicator=unemployed",
            reverse("labour_market:browse") + "?indicator=unemployed&area=MAR",
            reverse("labour_market:sexes") + "?indicator=unemployed",
            reverse("labour_market:adverts") + "?area=MAR&beside=unemployed",
        ]

    for address in addresses:
        with override(language):
            text = text_of(client.get(address))
        assert "tidy/figures" in text, address
        assert language == "en" or english_sentences(text) == [], address


def test_a_chart_leaves_gaps_open_marks_breaks_and_names_its_source(client, designer, tmp_path):
    plant_figures(
        tmp_path, row(year=2010), row(year=2011), row(year=2014), row(year=2015, flag="b"), row(year=2016),
        row(year=2200), publisher="An office",
    )  # fmt: skip

    text = text_of(client.get(reverse("labour_market:browse"), {"indicator": "unemployed", "area": "MAR"}))

    chart = text[text.index("viz-chart") : text.index("</figure>")]
    assert chart.count("<polyline") == 2
    assert chart.count("<circle") == 6
    assert 'fill="#ffffff"' in chart
    assert "break in the series" in chart
    assert "An office" in text
    assert "2012, 2013" in text
    assert "Hollow dots are modelled" in text


def test_what_other_sources_say_stands_beside_the_figure(client, designer, tmp_path):
    plant_figures(tmp_path, row(value=111), dataset_code="a/one")
    plant_figures(tmp_path, row(value=222), dataset_code="b/two", is_synthetic=True)

    text = text_of(client.get(reverse("labour_market:browse"), {"indicator": "unemployed", "area": "MAR"}))

    assert "What other sources say" in text
    assert text.index("111") < text.index("222")
    assert "invented" in text


def test_the_share_of_women_is_shown_for_counts_and_the_difference_for_rates(client, designer, tmp_path):
    plant_figures(
        tmp_path,
        *(row(sex=sex, value=value, indicator="people") for sex, value in (("F", 25), ("M", 75))),
        *(row(sex=sex, value=value, indicator="rate", unit="PC") for sex, value in (("F", 12), ("M", 9))),
    )

    address = reverse("labour_market:sexes")
    assert "25%" in text_of(client.get(address, {"indicator": "people"}))
    rates = text_of(client.get(address, {"indicator": "rate"}))
    assert "per cent" in rates
    assert "57%" not in rates


def test_adverts_stand_beside_the_survey_with_their_bias_said(client, designer, tmp_path):
    plant_figures(
        tmp_path,
        row(indicator="job_adverts", isco08="2512", year="2025-01", value=30, unit="NR"),
        row(indicator="job_adverts", isco08="9211", year="2025-02", value=10, unit="NR"),
        row(indicator="vacancies", isco08="25", value=100),
        row(indicator="vacancies", isco08="92", value=300),
    )

    text = text_of(client.get(reverse("labour_market:adverts"), {"area": "MAR", "beside": "vacancies"}))

    assert "informal and lower skilled work is under-represented" in text
    assert text.index("75.0%") < text.index("25.0%")
    assert text.count("75.0%") == 2


def test_a_file_is_compared_before_anything_is_written(client, designer):
    answer = send(client, row(), row(year=2021), origin_url="https://example.org/a.csv")

    assert not Observation.objects.exists()
    file = EvidenceFile.objects.get()
    assert (file.status, file.counts["added"], file.received_by) == ("checked", 2, designer)
    assert "https://example.org/a.csv" in text_of(answer)

    shown = {name: file.counts[name] for name in ("added", "changed", "unchanged", "gone")}
    client.post(reverse("labour_market:confirm", args=[file.pk]), shown)

    version = DatasetVersion.objects.get()
    assert (version.added, version.imported_by, Observation.objects.count()) == (2, designer, 2)
    assert client.get(reverse("labour_market:file", args=[file.pk])).url.endswith(f"/versions/{version.pk}/")
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {
        "labour_market.file_received", "labour_market.file_checked", "labour_market.imported",
    }  # fmt: skip


def test_a_comparison_that_is_out_of_date_is_not_confirmed(client, designer, tmp_path):
    send(client, row(), dataset_code="a/b")
    file = EvidenceFile.objects.get()
    plant_figures(tmp_path, row(value=9), dataset_code="a/b")

    answer = client.post(
        reverse("labour_market:confirm", args=[file.pk]),
        {"added": 1, "changed": 0, "unchanged": 0, "gone": 0},
        follow=True,
    )

    assert "The data have changed since you saw what the file would change." in text_of(answer)
    file.refresh_from_db()
    assert (file.status, file.counts["changed"], DatasetVersion.objects.count()) == ("checked", 1, 1)


def test_a_file_that_cannot_be_used_says_why_and_cannot_be_confirmed(client, designer):
    text = text_of(send(client, row(iso3="QQQ"), row()))

    assert "1 of 2 rows cannot be used" in text
    assert "QQQ is not a country or territory known here." in text
    file = EvidenceFile.objects.get()
    client.post(reverse("labour_market:confirm", args=[file.pk]), {"added": 1, "changed": 0, "unchanged": 0, "gone": 0})
    assert not DatasetVersion.objects.exists()


def test_bytes_that_were_imported_before_are_not_taken_again(client, designer, tmp_path):
    plant_figures(tmp_path, row())

    answer = client.post(reverse("labour_market:import"), {"file": sent(row())})

    assert answer.status_code == 422
    assert "was imported before, as version 1 of tidy/unemployed" in answer.content.decode()
    assert EvidenceFile.objects.count() == 1


def test_an_empty_file_is_refused_at_its_field(client, designer):
    answer = client.post(reverse("labour_market:import"), {"file": SimpleUploadedFile("a.csv", b"")})

    assert answer.status_code == 422


def test_a_file_that_is_put_aside_leaves_nothing_but_itself(client, designer):
    send(client, row())
    file = EvidenceFile.objects.get()

    client.post(reverse("labour_market:discard", args=[file.pk]))

    file.refresh_from_db()
    assert (file.status, Observation.objects.count()) == ("discarded", 0)
    assert file.stored.name not in text_of(client.get(reverse("labour_market:list")))


def test_a_large_file_is_left_to_the_worker(client, designer, monkeypatch):
    monkeypatch.setattr(services, "LARGE_BYTES", 10)

    text = text_of(send(client, row()))

    file = EvidenceFile.objects.get()
    assert (file.status, file.run.status, file.run.parameters["act"]) == ("checked", Run.Status.DONE, "check")
    assert "Import now" in text
    shown = {name: file.counts[name] for name in ("added", "changed", "unchanged", "gone")}
    client.post(reverse("labour_market:confirm", args=[file.pk]), shown)
    version = DatasetVersion.objects.get()
    assert (version.added, version.run.parameters["act"]) == (1, "import")


def test_work_that_goes_on_is_shown_and_asks_again(client, designer):
    send(client, row())
    file = EvidenceFile.objects.get()
    file.run = Run.objects.create(engine=services.ENGINE, engine_version="1", input_digest="0", status="running")
    file.save()
    address = reverse("labour_market:file", args=[file.pk])

    assert "hx-get" in text_of(client.get(address))
    fragment = text_of(client.get(address, headers={"HX-Request": "true"}))
    assert fragment.lstrip().startswith('<div class="cr-job"')


def test_a_raw_file_is_given_back_as_it_came(client, designer, tmp_path):
    version = plant_figures(tmp_path, row())

    answer = client.get(reverse("labour_market:raw", args=[version.file_id]))

    assert b"".join(answer.streaming_content) == (tmp_path / version.file.stored.name).read_bytes()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"


def test_figures_are_exported_with_their_sources(client, designer, tmp_path):
    plant_figures(tmp_path, row(flag="p"), publisher="An office")

    lines = client.get(reverse("labour_market:export"), {"indicator": "unemployed"}).content.decode().splitlines()

    assert len(lines) == 2
    assert lines[1].startswith("unemployed,MAR,,,T,2020,5,PS,")
    assert "An office" in lines[1]
    assert "provisional" in lines[1]


@pytest.mark.parametrize("role", sorted(STAFF - {Role.DESIGNER, Role.EVALUATOR, Role.ADMINISTRATOR}))
def test_staff_who_do_not_import_read_and_find_no_button(client, sign_in, role):
    sign_in(make_member(role))

    assert reverse("labour_market:import") not in text_of(client.get(reverse("labour_market:list")))
    assert client.get(reverse("labour_market:import")).status_code == 403


def test_a_page_of_many_datasets_asks_the_database_no_more_often(
    client, designer, tmp_path, django_assert_max_num_queries
):
    for number in range(6):
        plant_figures(
            tmp_path, row(), dataset_code=f"a/{number}", name=f"{number}.csv", licence=str(number), bad_share=0.3
        )
    with django_assert_max_num_queries(20):
        client.get(reverse("labour_market:list"))


def test_an_indicator_of_very_many_figures_asks_for_an_area(client, designer, tmp_path, monkeypatch):
    monkeypatch.setattr(selectors, "MOST_FIGURES", 2)
    plant_figures(tmp_path, *(row(year=year, sex=sex) for year in (2019, 2020) for sex in ("F", "M")))
    address, wide = reverse("labour_market:browse"), {"indicator": "unemployed"}

    assert "Choose an area." in text_of(client.get(address, wide))
    assert "Choose an area." in text_of(client.get(reverse("labour_market:sexes"), wide))
    assert "Choose an area." not in text_of(client.get(address, wide | {"area": "MAR"}))
    assert client.get(reverse("labour_market:export"), wide).status_code == 422
    answer = client.get("/api/v1/evidence/figures", wide)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "area")
