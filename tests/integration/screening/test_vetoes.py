"""A veto takes an alternative out before anything is scored; it is corrected, never overridden."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from corridor.core.models import AuditEntry
from corridor.design.schemes.models import SchemeOccupation
from corridor.design.screening import services
from corridor.design.screening.models import Veto
from corridor.design.screening.runs import rank
from corridor.design.screening.selectors import comparison_of
from corridor.design.screening.tables import places_of
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_user
from tests.factories.design import make_corridor, make_designer, make_scored_exercise
from tests.factories.outlook import make_statement
from tests.factories.pathways import make_pathway, make_requirement
from tests.factories.screening import make_veto

pytestmark = pytest.mark.django_db


def veto_of(alternative, **fields):
    return Veto(
        alternative=alternative,
        **{"kind": "who_list", "reason": "Too few nurses", "source": "The list", "as_of_date": date(2026, 1, 1)}
        | fields,
    )


def names(comparison):
    ranking, _run = rank(comparison=comparison, by=make_user())
    return [place.alternative.name for place in places_of(comparison, ranking)]


def test_an_excluded_alternative_is_not_scored_and_stands_apart_with_its_reason():
    exercise = make_scored_exercise()
    make_veto(exercise.alternatives.get(name="Morocco"))

    comparison = comparison_of(exercise)

    assert names(comparison) == ["Tunisia"]
    [(alternative, [reason])] = comparison.excluded
    assert (alternative.name, reason.source, reason.as_of_date) == (
        "Morocco",
        "List entered by hand",
        date(2026, 1, 31),
    )


def test_a_corrected_fact_excludes_no_longer_and_stays_on_record():
    exercise = make_scored_exercise()
    veto = make_veto(exercise.alternatives.get(name="Morocco"))

    services.correct_veto(veto=veto, correction="Left the list in May", by=make_designer(exercise.scheme))

    assert names(comparison_of(exercise)) == ["Morocco", "Tunisia"]
    veto.refresh_from_db()
    assert (veto.correction, veto.corrected_date) == ("Left the list in May", timezone.localdate())
    assert AuditEntry.objects.filter(action="screening.veto_corrected").count() == 1


@pytest.mark.parametrize("correction", ["", "  "])
def test_a_veto_is_not_taken_back_without_a_fact(correction):
    exercise = make_scored_exercise()
    veto = make_veto(exercise.alternatives.first())

    with pytest.raises(InputError, match="only with the fact"):
        services.correct_veto(veto=veto, correction=correction, by=make_designer(exercise.scheme))


def test_a_fact_is_corrected_once():
    exercise = make_scored_exercise()
    veto = make_veto(exercise.alternatives.first(), correction="Left the list", corrected_date="2026-02-01")

    with pytest.raises(RuleViolation, match="corrected before"):
        services.correct_veto(veto=veto, correction="Again", by=make_designer(exercise.scheme))


def test_a_veto_is_entered_with_its_source_and_audited():
    exercise = make_scored_exercise()

    services.enter_veto(veto=veto_of(exercise.alternatives.first()), by=make_designer(exercise.scheme))

    entry = AuditEntry.objects.get(action="screening.veto_entered")
    assert entry.detail == {"kind": "who_list", "source": "The list"}


def test_a_source_of_tomorrow_is_refused():
    exercise = make_scored_exercise()
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(InputError, match="lies in the future"):
        services.enter_veto(
            veto=veto_of(exercise.alternatives.first(), as_of_date=tomorrow), by=make_designer(exercise.scheme)
        )


def test_nobody_else_excludes_an_alternative():
    exercise = make_scored_exercise()

    with pytest.raises(NotPermitted):
        services.enter_veto(veto=veto_of(exercise.alternatives.first()), by=make_user())


def test_an_excluded_alternative_cannot_be_chosen():
    exercise = make_scored_exercise()
    alternative = exercise.alternatives.first()
    make_veto(alternative)

    with pytest.raises(RuleViolation, match="Morocco is excluded"):
        services.choose_alternative(
            exercise=exercise, alternative=alternative, reason="We like it", by=make_designer(exercise.scheme)
        )


def coded(scheme=None):
    exercise = make_scored_exercise(scheme)
    for name, code in (("Morocco", "MAR"), ("Tunisia", "TUN")):
        exercise.alternatives.filter(name=name).update(code=code)
    make_corridor(exercise.scheme, origin_iso3="MAR", destination_iso3="BEL")
    return exercise


def test_an_origin_without_a_legal_pathway_is_excluded_by_the_register():
    exercise = coded()
    make_pathway(origin_iso3="MAR", destination_iso3="BEL")

    [(alternative, [reason])] = comparison_of(exercise).excluded

    assert (alternative.name, reason.kind, reason.veto_id) == ("Tunisia", "no_pathway", None)


def test_a_pathway_that_is_open_to_all_excludes_nobody():
    exercise = coded()
    make_pathway(origin_iso3="", destination_iso3="BEL")

    assert comparison_of(exercise).excluded == ()


def test_a_pathway_that_has_ended_is_none():
    exercise = coded()
    make_pathway(origin_iso3="", destination_iso3="BEL", valid_until_date="2020-12-31")

    assert len(comparison_of(exercise).excluded) == 2


def test_a_register_that_holds_nothing_about_a_destination_excludes_nobody():
    exercise = coded()
    make_pathway(origin_iso3="MAR", destination_iso3="ESP")

    assert comparison_of(exercise).excluded == ()


def test_sectors_need_no_pathway():
    exercise = coded()
    type(exercise).objects.filter(pk=exercise.pk).update(kind="sector")
    exercise.refresh_from_db()
    make_pathway(origin_iso3="SEN", destination_iso3="BEL")

    assert comparison_of(exercise).excluded == ()


def test_the_page_lists_who_is_excluded_and_why(client, sign_in):
    exercise = make_scored_exercise()
    veto = make_veto(exercise.alternatives.get(name="Morocco"))
    sign_in(make_designer(exercise.scheme))
    here = [exercise.scheme.pk, exercise.kind]

    page = client.get(reverse("screening:comparison", args=here)).content.decode()

    assert "Health workers are too few." in page
    assert reverse("screening:correct", args=[*here, veto.pk]) in page


def test_a_designer_excludes_and_corrects_on_the_pages(client, sign_in):
    exercise = make_scored_exercise()
    alternative = exercise.alternatives.first()
    sign_in(make_designer(exercise.scheme))
    here = [exercise.scheme.pk, exercise.kind]
    data = {"kind": "brain_drain", "reason": "Nurses leave", "source": "Ministry", "as_of_date": "2026-01-01"}

    assert client.post(reverse("screening:veto", args=[*here, alternative.pk]), data).status_code == 302
    veto = Veto.objects.get()
    wrong = client.post(reverse("screening:correct", args=[*here, veto.pk]), {"correction": ""})
    right = client.post(reverse("screening:correct", args=[*here, veto.pk]), {"correction": "New count"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert comparison_of(exercise).excluded == ()
    assert client.get(reverse("screening:correct", args=[*here, veto.pk])).status_code == 404


@pytest.mark.parametrize(("listed", "excluded"), [(["SEN"], 2), (["MAR"], 1), (["MAR", "TUN"], 0)])
def test_a_pathway_that_is_open_to_named_countries_is_open_to_no_other(listed, excluded):
    exercise = coded()
    pathway = make_pathway(origin_iso3="", destination_iso3="BEL")
    make_requirement(pathway=pathway, kind="origin", value={"codes": listed})

    assert len(comparison_of(exercise).excluded) == excluded


def drained(kind, **fields):
    exercise = coded()
    SchemeOccupation.objects.create(scheme=exercise.scheme, isco08="2221")
    make_statement(exercise.scheme, kind=kind, origin_iso3="MAR", isco08="2221", **fields)
    return exercise


def test_an_origin_at_red_in_the_brain_drain_check_is_excluded_with_its_statement():
    exercise = drained("shortage", source="Ministry of Health")

    [(alternative, [reason])] = comparison_of(exercise).excluded

    assert (alternative.name, reason.kind, reason.source) == ("Morocco", "brain_drain", "Ministry of Health")
    assert reason.as_of_date == date(2026, 1, 10)
    assert "short of these workers itself" in reason.reason


def test_an_origin_that_is_clear_or_not_stated_is_not_excluded():
    assert comparison_of(drained("surplus")).excluded == ()


def test_a_statement_about_an_occupation_of_no_concern_excludes_nobody():
    exercise = drained("shortage")
    exercise.scheme.occupations.all().delete()

    assert comparison_of(exercise).excluded == ()
