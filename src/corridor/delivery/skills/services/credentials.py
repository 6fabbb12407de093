"""Credentials of passports: signed on issue, withdrawn on revocation."""

import uuid
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from corridor.access.models import User
from corridor.delivery.skills import documents
from corridor.delivery.skills.documents import MOST_SKILLS, Frame
from corridor.delivery.skills.models import IssuerKey, Passport, PassportCredential, Person
from corridor.delivery.skills.runs import pack, sign, sign_disclosures
from corridor.delivery.skills.selectors import address_of, issuer_of, list_address, name_of
from corridor.delivery.skills.services.issuers import HeldKey, current_keys, give_entry, withdraw_entry

VALID_DAYS = 2 * 365


@transaction.atomic
def signing_keys(*, person: Person, by: User) -> list[HeldKey]:
    """Return the installation's key and, last, the one with which a person's passport is signed now."""
    return current_keys(organisations=(None, issuer_of(person, by=by)))


@transaction.atomic
def sign_credential(
    *, passport: Passport, key: IssuerKey, holder_key: Mapping[str, str] | None = None
) -> PassportCredential:
    """Give a passport its credential, its disclosures and its code for paper, all under one entry of a status list."""
    row, index = give_entry(key=key)
    moment = passport.issued_at
    frame = Frame(
        identifier=uuid.uuid4().urn,
        issuer=key.did,
        issuer_name=name_of(key),
        valid_from=moment,
        valid_until=moment + timedelta(days=VALID_DAYS),
        list_address=list_address(row),
        index=index,
        code=passport.code,
    )
    code, skills = code_for_paper(passport, frame, key)
    token = documents.claims(passport.content, frame, holder_key)
    return PassportCredential.objects.create(
        passport=passport,
        status_list=row,
        status_index=index,
        valid_from=moment,
        valid_until=frame.valid_until,
        document=sign(documents.credential(passport.content, frame), key, created=moment),
        disclosures=sign_disclosures(token, key, created=moment),
        code=code,
        skills_in_code=skills,
    )


def code_for_paper(passport: Passport, frame: Frame, key: IssuerKey) -> tuple[str, int]:
    """Return the off-line code with as many skills as fit one QR code, and how many these are."""
    page = address_of("verifier:verify")
    held = min(MOST_SKILLS, len(passport.content.get("skills", [])))
    for count in range(held, -1, -1):
        code = pack(sign(documents.summary(passport.content, frame, count), key, created=frame.valid_from))
        if count == 0 or documents.fits_one_code(documents.address_of_code(page, code)):
            return code, count
    raise AssertionError("The loop ends at no skill at all.")


def withdraw_credential(*, passport: Passport) -> None:
    """Withdraw the credential of a passport, if it has one."""
    credential = PassportCredential.objects.filter(passport=passport).first()
    if credential is not None:
        withdraw_entry(credential=credential)
