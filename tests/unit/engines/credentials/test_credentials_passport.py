from dataclasses import replace

import pytest

from corridor.engines.credentials import (
    CheckReason,
    check,
    check_code,
    digest_of,
    key_id_of,
    public_key_of,
    same_code,
    seal,
    short_code,
)
from corridor.kernel.errors import InputError

# The first test vector of RFC 8032, section 7.1.
KEY = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
OTHER_KEY = bytes(range(32))
PASSPORT = {"name": "Amina Test", "skills": [{"code": "S1", "level": 3}], "eqf_level": 5}


def test_an_unchanged_passport_is_genuine():
    result = check(PASSPORT, seal(PASSPORT, KEY), PUBLIC)

    assert result.is_genuine
    assert (result.is_unchanged, result.is_signed, result.reason) == (True, True, CheckReason.GENUINE)


def test_the_public_key_is_that_of_the_published_vector():
    assert public_key_of(KEY) == PUBLIC


def test_the_same_passport_always_has_the_same_seal():
    reordered = dict(reversed(PASSPORT.items()))

    assert seal(PASSPORT, KEY) == seal(reordered, KEY)


@pytest.mark.parametrize(
    "changed", [PASSPORT | {"eqf_level": 6}, PASSPORT | {"extra": None}, {"name": "Amina Test"}, {}]
)
def test_any_change_of_the_passport_is_seen(changed):
    result = check(changed, seal(PASSPORT, KEY), PUBLIC)

    assert not result.is_genuine
    assert (result.is_unchanged, result.is_signed, result.reason) == (False, True, CheckReason.DOCUMENT_CHANGED)


def test_a_forged_digest_does_not_carry_the_signature():
    forged = PASSPORT | {"eqf_level": 8}
    digest = digest_of(forged)

    result = check(forged, replace(seal(PASSPORT, KEY), digest=digest, code=short_code(digest)), PUBLIC)

    assert (result.is_unchanged, result.is_signed, result.reason) == (True, False, CheckReason.BAD_SIGNATURE)


@pytest.mark.parametrize("signature", ["", "00" * 64, "not hexadecimal", "00"])
def test_a_broken_signature_is_a_bad_one_and_no_crash(signature):
    assert check(PASSPORT, replace(seal(PASSPORT, KEY), signature=signature), PUBLIC).is_signed is False


def test_the_seal_of_another_issuer_is_not_judged():
    result = check(PASSPORT, seal(PASSPORT, OTHER_KEY), PUBLIC)

    assert (result.is_unchanged, result.is_signed, result.reason) == (True, None, CheckReason.OTHER_KEY)
    assert not result.is_genuine


def test_another_issuer_cannot_borrow_the_name_of_the_key():
    borrowed = replace(seal(PASSPORT, OTHER_KEY), key_id=key_id_of(PUBLIC))

    assert check(PASSPORT, borrowed, PUBLIC).reason is CheckReason.BAD_SIGNATURE


def test_a_seal_of_an_unknown_version_is_not_judged():
    result = check(PASSPORT, replace(seal(PASSPORT, KEY), version="corridor-passport-seal-2"), PUBLIC)

    assert (result.is_signed, result.reason) == (None, CheckReason.UNKNOWN_VERSION)


def test_a_code_that_is_not_the_documents_is_named():
    result = check(PASSPORT, replace(seal(PASSPORT, KEY), code="0000-0000-0000"), PUBLIC)

    assert result.reason is CheckReason.CODE_DIFFERS


def test_the_printed_code_is_the_first_sixty_bits_of_the_digest():
    # 0x0123456789abcde in groups of five bits: 0, 4, 17, 20, 10, 25, 28, 9, 21, 15, 6, 30.
    assert short_code("0123456789abcde" + "f" * 49) == "04HM-ASW9-NF6Y"


def test_a_printed_code_is_checked_against_the_record():
    code = seal(PASSPORT, KEY).code

    assert check_code(PASSPORT, code)
    assert check_code(PASSPORT, code.lower().replace("-", " "))
    assert not check_code(PASSPORT | {"eqf_level": 6}, code)
    assert not check_code(PASSPORT, "")


def test_letters_that_are_misread_on_paper_do_not_matter():
    assert same_code("OIL0-1111-0000", "0110-1111-0000")
    assert not same_code("A110-1111-0000", "0110-1111-0000")


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(64)])
def test_a_key_of_the_wrong_length_is_refused(key):
    with pytest.raises(InputError, match="32 bytes"):
        seal(PASSPORT, key)
    with pytest.raises(InputError, match="32 bytes"):
        check(PASSPORT, seal(PASSPORT, KEY), key)
