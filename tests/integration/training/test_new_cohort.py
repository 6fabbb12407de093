"""Opening a cohort: by whom, for which scheme, and what is refused with its place and remedy."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from corridor.access.models import Organisation
from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.delivery.training.models import Cohort
from corridor.delivery.training.services import create_cohort
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import NotPermitted, RuleViolation
from tests.factories.access import make_member, make_organisation
from tests.factories.recruitment import make_world
from tests.factories.training import make_school

pytestmark = pytest.mark.django_db
TODAY = date.today()


@pytest.fixture
def school():
    return make_school()


def typed(school, **changes) -> dict[str, object]:
    """A form as a trainer fills it in."""
    return {
        "scheme": school.world.scheme.pk,
        "provider": school.provider.pk,
        "kind": "language",
        "name_en": "French for nurses",
        "iso3": "MAR",
        "language": "fr",
        "cefr": "3",
        "starts_on_date": (TODAY + timedelta(days=30)).isoformat(),
        "ends_on_date": (TODAY + timedelta(days=120)).isoformat(),
        "seats": "20",
        "pass_mark": "60",
        "skills": "",
    } | changes


def asked(school, **changes) -> dict[str, object]:
    """The same for the service."""
    return {
        "scheme": school.world.scheme,
        "provider": school.provider,
        "by": school.trainer,
        "kind": "language",
        "name_en": "French for nurses",
        "iso3": "MAR",
        "language": "fr",
        "starts_on_date": TODAY,
        "ends_on_date": TODAY + timedelta(days=90),
        "seats": 20,
    } | changes


def send(client, **data):
    return client.post(reverse("training:cohort_new"), data)


def test_a_trainer_opens_a_cohort_and_comes_to_its_page(client, sign_in, school):
    answer = send(sign_in(school.trainer), **typed(school))

    cohort = Cohort.objects.get(name_en="French for nurses")
    assert answer["Location"] == reverse("training:cohort", args=[cohort.pk])
    assert (cohort.seats, cohort.cefr, cohort.language, cohort.iso3) == (20, 3, "fr", "MAR")
    assert AuditEntry.objects.filter(action="training.cohort_opened", object_id=str(cohort.pk)).exists()


def test_an_office_of_origin_opens_a_cohort_of_any_institution_of_its_scheme(client, sign_in, school):
    send(sign_in(school.world.officer_origin), **typed(school))

    assert Cohort.objects.filter(name_en="French for nurses", provider=school.provider).exists()


def test_the_skills_that_a_course_teaches_are_kept_each_once(client, sign_in, school):
    send(sign_in(school.trainer), **typed(school, kind="technical", cefr="", skills="milk cows\nmilk cows\n\nbake"))

    assert [skill["label_en"] for skill in Cohort.objects.latest("pk").skills] == ["milk cows", "bake"]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"ends_on_date": (TODAY + timedelta(days=29)).isoformat()}, "ends_on_date", "before it starts on"),
        ({"ends_on_date": (TODAY + timedelta(days=3000)).isoformat()}, "ends_on_date", "more than three years"),
        ({"starts_on_date": "31/02/2027"}, "starts_on_date", "Enter a valid date"),
        ({"seats": "0"}, "seats", "between 1 and 500 seats, not 0"),
        ({"seats": "-4"}, "seats", "between 1 and 500 seats, not -4"),
        ({"seats": "501"}, "seats", "between 1 and 500 seats, not 501"),
        ({"seats": "many"}, "seats", "Enter a whole number"),
        ({"pass_mark": "101"}, "pass_mark", "less than or equal to 100"),
        ({"cost_eur": "-1"}, "cost_eur", "greater than or equal to 0"),
        ({"kind": "technical"}, "cefr", "Only a language course"),
        ({"kind": "picnic"}, "kind", "Select a valid choice"),
        ({"language": "xx"}, "language", "Select a valid choice"),
        ({"iso3": "FRA"}, "iso3", "Select a valid choice"),
        ({"name_en": ""}, "name_en", "required"),
        ({"skills": "x" * 201}, "skills", "more than 200 signs"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(client, sign_in, school, changes, field, sentence):
    answer = send(sign_in(school.trainer), **typed(school, **changes))

    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])
    assert Cohort.objects.count() == 1


def test_a_refusal_is_said_in_the_language_of_the_reader(client, sign_in, school):
    with override("fr"):
        answer = send(sign_in(school.trainer), **typed(school, seats="0"))

    assert "entre 1 et 500 places" in str(answer.context["form"].errors["seats"])


def test_a_closed_scheme_opens_no_course(school):
    Scheme.objects.filter(pk=school.world.scheme.pk).update(status=Scheme.Status.CLOSED)
    school.world.scheme.refresh_from_db()

    with pytest.raises(RuleViolation, match="The scheme is closed"):
        create_cohort(**asked(school))


def test_an_institution_outside_the_scheme_trains_nobody_for_it(school):
    other = make_school()

    with pytest.raises(RuleViolation, match="does not take part in this scheme"):
        create_cohort(**asked(school, provider=other.provider, by=other.trainer))


def test_an_office_opens_courses_in_its_own_country_only(school):
    with pytest.raises(NotPermitted):
        create_cohort(**asked(school, iso3="BEL", by=school.world.officer_origin))

    assert Cohort.objects.count() == 1


def test_the_office_of_destination_and_other_institutions_open_none(school):
    stranger = make_member(Role.TRAINER, organisation=make_organisation(kind=Organisation.Kind.TRAINING))
    for by in (school.world.officer_destination, school.world.employer_user, stranger):
        with pytest.raises(NotPermitted):
            create_cohort(**asked(school, by=by))


def test_the_scheme_and_the_institution_of_others_are_no_choice(client, sign_in, school):
    other = make_school()

    answer = send(sign_in(school.trainer), **typed(school, scheme=other.world.scheme.pk, provider=other.provider.pk))

    assert {"scheme", "provider"} <= set(answer.context["form"].errors)
    assert not Cohort.objects.filter(name_en="French for nurses").exists()


def test_the_longest_course_and_the_last_seat_are_taken(school):
    cohort = create_cohort(**asked(school, seats=500, ends_on_date=TODAY + timedelta(days=3 * 366)))

    assert cohort.seats == 500


def test_one_day_is_a_course(school):
    assert create_cohort(**asked(school, ends_on_date=TODAY)).ends_on_date == TODAY


def test_the_list_leads_to_the_form_for_those_who_may_open_a_cohort(client, sign_in, school):
    link = f'href="{reverse("training:cohort_new")}"'
    counsellor = make_member(Role.COUNSELLOR, organisation=school.world.ministry)

    shown = {
        user.email: link in sign_in(user).get(reverse("training:cohorts")).content.decode()
        for user in (school.trainer, school.world.officer_origin, school.world.officer_destination, counsellor)
    }

    assert list(shown.values()) == [True, True, False, False]


def test_without_a_training_institution_the_page_says_what_is_missing(client, sign_in):
    page = sign_in(make_world().officer_origin).get(reverse("training:cohort_new")).content.decode()

    assert "No training institution yet" in page
    assert '<form class="card"' not in page


def test_without_a_scheme_the_page_says_whom_to_ask(client, sign_in):
    trainer = make_member(Role.TRAINER, organisation=make_organisation(kind=Organisation.Kind.TRAINING))

    assert "No scheme to train for" in sign_in(trainer).get(reverse("training:cohort_new")).content.decode()
