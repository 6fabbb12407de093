"""Job adverts of schema.org from the stream to the page beside the survey."""

import json

import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.knowledge.labour_market.selectors import figures
from corridor.knowledge.labour_market.services import import_file
from corridor.knowledge.labour_market.sides import adverts_beside
from tests.factories.access import make_member
from tests.factories.labour_market import plant_figures, row

pytestmark = pytest.mark.django_db


def advert(number, *, isco="2512", country="BE", posted="2026-03-14"):
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "identifier": number,
        "datePosted": posted,
        "occupationalCategory": isco,
        "hiringOrganization": {"@type": "Organization", "name": "Nobody must keep this"},
        "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": country}},
    }


@pytest.fixture
def stream(tmp_path):
    def stream(*adverts):
        path = tmp_path / f"adverts-{len(adverts)}.jsonl"
        path.write_text("".join(json.dumps(each) + "\n" for each in adverts))
        return path

    return stream


def test_adverts_are_counted_by_occupation_country_and_month(stream):
    path = stream(
        *(advert(f"a{n}") for n in range(3)),
        advert("b", isco="9211"),
        advert("c", posted="2026-04-01"),
        advert("d", country="DE"),
    )

    version = import_file(path=path, by=None)

    assert (version.format, version.dataset.code, version.added) == ("job-adverts", "ADVERTS/job_adverts", 4)
    found = {(f.area, f.occupation, f.time): f.value for f in figures(indicator="job_adverts", sexes=None)}
    assert found == {
        ("BEL", "2512", "2026-03"): 3,
        ("BEL", "2512", "2026-04"): 1,
        ("BEL", "9211", "2026-03"): 1,
        ("DEU", "2512", "2026-03"): 1,
    }


def test_a_later_stream_adds_its_month_and_leaves_the_others(stream):
    import_file(path=stream(advert("a")), by=None)

    version = import_file(path=stream(advert("b", posted="2026-04-02"), advert("c", posted="2026-04-03")), by=None)

    assert (version.number, version.added, version.gone) == (2, 1, 1)
    assert adverts_beside(area="BEL", beside="").rows[0].adverts == 3


def test_the_newest_twelve_months_are_counted(tmp_path):
    plant_figures(
        tmp_path,
        *(row(indicator="job_adverts", isco08="2512", year=f"{year}-{month:02}", value=1, unit="NR")
          for year in (2024, 2025) for month in range(1, 13)),
    )  # fmt: skip

    found = adverts_beside(area="MAR", beside="")

    assert (found.first, found.last, found.rows[0].adverts) == ("2025-01", "2025-12", 12)


def test_the_page_keeps_no_name_of_a_firm(client, sign_in, stream):
    sign_in(make_member(Role.DESIGNER))
    import_file(path=stream(advert("a")), by=None)

    text = client.get(reverse("labour_market:adverts")).content.decode()

    assert "Information and communications technology professionals" in text
    assert "Nobody must keep this" not in text
