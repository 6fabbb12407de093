"""Publish and sign training standards; say which certificates employers trust."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from corridor.access.models import Organisation, User
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import may, roles_of
from corridor.core import audit
from corridor.core.wordings import translate
from corridor.delivery.training.models import CertificateWord, StandardSignature, TrainingStandard, TrustedCertificate
from corridor.delivery.training.selectors import agreement_of, employer_organisations
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation


@transaction.atomic
def publish_standard(*, owner: Organisation, by: User, titles: Mapping[str, str], **fields: Any) -> TrainingStandard:
    """Publish a training standard, or the next version where the owner has one of that title; it is never changed.

    `titles` gives the title in other languages than the author's.
    """
    if not fields["skills"]:
        raise InputError(
            N_("A training standard names at least one skill."), hint=N_("Write one skill per line."), field="skills"
        )
    if fields["origin_iso3"] == fields["destination_iso3"]:
        raise InputError(
            N_("Origin and destination are the same country."),
            hint=N_("A standard is agreed by employers of two countries: choose both."),
            field="destination_iso3",
        )
    if bool(fields.get("language")) != bool(fields.get("cefr")):
        raise InputError(
            N_("A language needs its level, and a level its language."),
            hint=N_("Give both or none."),
            field="cefr",
        )
    earlier = TrainingStandard.objects.select_for_update().filter(owner=owner, title=fields["title"])
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    row = TrainingStandard(owner=owner, version=version, published_on_date=timezone.localdate(), **fields)
    for language, text in titles.items():
        if text:
            translate(row, "title", language, text)
    row.save()
    if not may(row, user=by, action="change"):
        raise NotPermitted(
            N_("A standard is published by a training institution or an office, in its own name."),
            hint=N_("Choose an organisation of yours as its owner."),
        )
    audit.record(by=by, action="training.standard_published", obj=row, detail={"version": version})
    return row


@transaction.atomic
def sign_standard(*, standard: TrainingStandard, organisation: Organisation, by: User) -> StandardSignature:
    """Sign a version of a standard for an employer of one of its two countries."""
    _check_speaks(organisation, by)
    if organisation.iso3 not in {standard.origin_iso3, standard.destination_iso3}:
        raise RuleViolation(
            N_("The standard is agreed by employers of its two countries; this employer has its seat elsewhere."),
            hint=N_("Ask the owner for a standard between the countries of your work."),
        )
    if any(row.organisation_id == organisation.pk for row in agreement_of(standard).signatures):
        raise RuleViolation(
            N_("Your organisation has signed this version already."), hint=N_("A new version is signed again.")
        )
    row = StandardSignature.objects.create(
        standard=standard, organisation=organisation, signed_by=by, signed_on_date=timezone.localdate()
    )
    audit.record(by=by, action="training.standard_signed", obj=row, detail={"standard": standard.pk})
    return row


@transaction.atomic
def name_certificate(*, certificate: TrustedCertificate, by: User) -> TrustedCertificate:
    """Enter a certificate that counts with employers; an employer who enters it says at once that it does."""
    if not roles_of(by) & {*OFFICERS, Role.EMPLOYER, Role.TRAINER}:
        raise NotPermitted(
            N_("Certificates are named by employers, training institutions and offices."), hint=N_("Ask one of them.")
        )
    if not certificate.isco08 and not certificate.nace2:
        raise InputError(
            N_("A certificate counts in an occupation or in a sector; none is named."),
            hint=N_("Choose one of the two."),
            field="isco08",
        )
    same = {name: getattr(certificate, name) for name in ("iso3", "isco08", "nace2", "name", "issuer")}
    if TrustedCertificate.objects.filter(**same).exists():
        raise RuleViolation(
            N_("This certificate stands in the list already."), hint=N_("Say there that you trust it."), field="name"
        )
    certificate.save()
    audit.record(by=by, action="training.certificate_named", obj=certificate)
    for organisation in employer_organisations(user=by).filter(iso3=certificate.iso3):
        say_trusted(certificate=certificate, organisation=organisation, by=by)
    return certificate


@transaction.atomic
def say_trusted(*, certificate: TrustedCertificate, organisation: Organisation, by: User) -> CertificateWord:
    """Record that an employer of the country trusts a certificate; saying it again changes nothing."""
    _check_speaks(organisation, by)
    if organisation.iso3 != certificate.iso3:
        raise RuleViolation(
            N_("The list is of the employers of one country; this employer has its seat in another."),
            hint=N_("Name the certificate for your own country."),
        )
    row, is_new = CertificateWord.objects.get_or_create(
        certificate=certificate,
        organisation=organisation,
        defaults={"said_by": by, "said_on_date": timezone.localdate()},
    )
    if is_new:
        audit.record(by=by, action="training.certificate_trusted", obj=row, detail={"certificate": certificate.pk})
    return row


@transaction.atomic
def take_back_trust(*, certificate: TrustedCertificate, organisation: Organisation, by: User) -> None:
    """Take back an employer's word on a certificate."""
    _check_speaks(organisation, by)
    for row in CertificateWord.objects.filter(certificate=certificate, organisation=organisation):
        audit.record(by=by, action="training.certificate_word_taken_back", obj=certificate, detail={"word": row.pk})
        row.delete()


def _check_speaks(organisation: Organisation, by: User) -> None:
    if not employer_organisations(user=by).filter(pk=organisation.pk).exists():
        raise NotPermitted(N_("Only an employer's own people speak for it."), hint=N_("Ask the employer."))
