"""Standards that employers of both countries sign, and certificates that they trust."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from corridor.access.models import Organisation
from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.delivery.training.models import TrainingStandard, TrustedCertificate
from corridor.delivery.training.selectors import agreement_of, target_of, trusted_certificates, trusted_for
from corridor.delivery.training.services import sign_standard
from corridor.kernel.errors import NotPermitted, RuleViolation
from tests.factories.access import make_member, make_organisation
from tests.factories.training import make_certificate, make_school, make_standard

pytestmark = pytest.mark.django_db


def make_employer(iso3="BEL"):
    organisation = make_organisation(iso3=iso3, kind=Organisation.Kind.EMPLOYER)
    return make_member(Role.EMPLOYER, organisation=organisation), organisation


def typed(school, **changes):
    return {
        "owner": school.provider.pk,
        "title": "Welding for shipyards",
        "title_fr": "Soudage pour chantiers navals",
        "isco08": "7212",
        "origin_iso3": "MAR",
        "destination_iso3": "BEL",
        "needed": "weld steel frames; 3\nread drawings\n",
        "useful": "read drawings\ndrive forklifts",
        "language": "fr",
        "cefr": "3",
        "eqf_level": "4",
    } | changes


def test_a_trainer_publishes_a_standard_and_its_next_version(client, sign_in):
    school = make_school()
    browser = sign_in(school.trainer)
    browser.post(reverse("training:standard_new"), typed(school))
    first = TrainingStandard.objects.get()

    proposed = browser.get(reverse("training:standard_new"), {"version_of": first.pk}).context["form"].initial
    answer = browser.post(reverse("training:standard_new"), typed(school, needed=proposed["needed"] + "\nplan menus"))

    second = TrainingStandard.objects.get(version=2)
    assert answer.url == reverse("training:standard", args=[second.pk])
    assert [(one["label_en"], one["level"], one["is_essential"]) for one in second.skills] == [
        ("weld steel frames", 3, True),
        ("read drawings", 0, True),
        ("plan menus", 0, True),
        ("drive forklifts", 0, False),
    ]
    with override("fr"):
        assert str(second) == "Soudage pour chantiers navals"
    assert AuditEntry.objects.filter(action="training.standard_published").count() == 2


def test_a_standard_may_begin_with_the_skills_of_an_occupation_of_esco(client, sign_in):
    school = make_school()

    form = sign_in(school.trainer).get(reverse("training:standard_new"), {"occupation": "2141.2"}).context["form"]

    assert (form.initial["isco08"], len(form.initial["needed"].splitlines())) == ("2141", 19)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"needed": "weld; 6"}, "Line 1 is not a skill"),
        ({"needed": " \n"}, "This field is required"),
        ({"destination_iso3": "MAR"}, "Origin and destination are the same country"),
        ({"cefr": ""}, "A language needs its level"),
    ],
)
def test_a_standard_that_makes_no_sense_is_refused_in_a_sentence(client, sign_in, changes, said):
    school = make_school()

    answer = sign_in(school.trainer).post(reverse("training:standard_new"), typed(school, **changes))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not TrainingStandard.objects.exists()


def test_a_standard_is_agreed_once_employers_of_both_countries_have_signed(client, sign_in):
    standard = make_standard()
    abroad, _organisation = make_employer("BEL")
    home, _organisation = make_employer("MAR")

    sign_in(abroad).post(reverse("training:standard_sign", args=[standard.pk]))
    half = agreement_of(standard)
    sign_in(home).post(reverse("training:standard_sign", args=[standard.pk]))

    assert (half.is_of_both, half.waited_for) == (False, ("MAR",))
    assert agreement_of(standard).is_of_both
    assert [row.signed_by for row in agreement_of(standard).signatures] == [abroad, home]


def test_an_employer_signs_once_for_itself_and_only_between_its_countries():
    standard = make_standard()
    user, organisation = make_employer("BEL")
    stranger, elsewhere = make_employer("ESP")
    sign_standard(standard=standard, organisation=organisation, by=user)

    with pytest.raises(RuleViolation, match="signed this version already"):
        sign_standard(standard=standard, organisation=organisation, by=user)
    with pytest.raises(RuleViolation, match="has its seat elsewhere"):
        sign_standard(standard=standard, organisation=elsewhere, by=stranger)
    with pytest.raises(NotPermitted):
        sign_standard(standard=standard, organisation=organisation, by=stranger)
    assert standard.signatures.count() == 1


def test_a_standard_is_a_target_of_a_gap_with_its_levels():
    standard = make_standard(language="fr", cefr=4, eqf_level=4)

    target = target_of(user=make_member(Role.TRAINER), standard=str(standard.pk))

    assert [(one.ref.label_en, one.level) for one in target.wanted] == [("weld steel frames", 3)]
    assert (target.languages, target.eqf_level, target.iso3) == ((("fr", 4),), 4, "BEL")


def test_an_employer_who_names_a_certificate_says_at_once_that_it_counts(client, sign_in):
    user, _organisation = make_employer("BEL")
    browser = sign_in(user)
    data = {"iso3": "BEL", "isco08": "7212", "name": "Welder", "issuer": "Institute", "source": "a letter"}

    answer = browser.post(reverse("training:trusted_new"), data | {"checked_on_date": "2026-10-01"})

    assert answer.status_code == 302
    [row] = trusted_certificates(user=user)
    assert (row.employers, row.is_mine) == (1, True)
    browser.post(reverse("training:trusted_say", args=[row.pk]), {"trust": "off"})
    assert trusted_certificates(user=user).get().employers == 0


def test_an_employer_of_another_country_does_not_speak_for_this_one(client, sign_in):
    certificate = make_certificate()
    user, _organisation = make_employer("ESP")

    sign_in(user).post(reverse("training:trusted_say", args=[certificate.pk]), {"trust": "on"})

    assert trusted_certificates().get().employers == 0


def test_a_certificate_without_a_field_of_work_or_named_twice_is_refused(client, sign_in):
    user, _organisation = make_employer("BEL")
    browser = sign_in(user)
    data = {"iso3": "BEL", "name": "Welder qualification", "issuer": "Welding institute", "source": "a letter"}
    data |= {"checked_on_date": "2026-10-01"}

    without = browser.post(reverse("training:trusted_new"), data)
    make_certificate()
    twice = browser.post(reverse("training:trusted_new"), data | {"isco08": "7212"})

    assert "none is named" in without.content.decode()
    assert "stands in the list already" in twice.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        TrustedCertificate.objects.update(isco08="", nace2="")


def test_beside_a_gap_stand_the_certificates_of_its_country_and_occupation():
    reader = make_member(Role.TRAINER)
    group = make_certificate(isco08="72", name="Metal trades")
    exact = make_certificate()
    make_certificate(iso3="ESP")
    make_certificate(isco08="5120", name="Cook")

    target = target_of(user=reader, standard=str(make_standard().pk))

    assert {row.pk for row in trusted_for(target)} == {group.pk, exact.pk}
