"""The Europass document inside a PDF: the PDF of the Europass site carries the CV as an attached XML file."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Final

from corridor.batch.cv.refusal import TEXT_CEILING, too_large
from corridor.kernel.errors import N_, InputError

ATTACHED_CEILING: Final = 10
_UNREADABLE: Final = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    OSError,
    EOFError,
    zlib.error,
)
"""What a reader of PDF meets in a damaged file."""


def attached_xml(data: bytes, name: str) -> bytes:
    """Return the XML document that a PDF carries."""
    from pypdf.errors import PyPdfError

    try:
        found = next((one for one in islice(_attached(data, name), ATTACHED_CEILING) if _is_cv(one)), None)
    except (PyPdfError, *_UNREADABLE) as error:
        raise _damaged(name, data) from error
    if found is None:
        raise _without_cv(name, data)
    if len(found) > TEXT_CEILING:
        raise too_large(name, len(found), TEXT_CEILING)
    return found


def _attached(data: bytes, name: str) -> Iterator[bytes]:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise InputError(
            N_("%(file)s is locked with a password."),
            hint=N_("Save the PDF without a password, or download it again from the Europass site."),
            params={"file": name},
            code="locked",
        )
    for attachment in reader.attachment_list:
        yield attachment.content


def _is_cv(content: bytes) -> bool:
    head = content[:4000]
    return b"<Candidate" in head or b"SkillsPassport" in head or b"LearnerInfo" in head


def _without_cv(name: str, data: bytes) -> InputError:
    if b"%%EOF" not in data[-2048:]:
        return _damaged(name, data)
    return InputError(
        N_("%(file)s is a PDF without an attached Europass document."),
        hint=N_("Download the CV from the Europass site, which attaches it, or fill in the CSV template."),
        params={"file": name},
        code="no_attachment",
    )


def _damaged(name: str, data: bytes) -> InputError:
    if b"%%EOF" not in data[-2048:]:
        return InputError(
            N_("%(file)s is a PDF that ends in the middle, after %(size)s bytes."),
            hint=N_("Download or copy the file again; it was cut off."),
            params={"file": name, "size": f"{len(data):,}"},
            code="truncated",
        )
    return InputError(
        N_("%(file)s is a PDF that cannot be read."),
        hint=N_("Download it again, or open it and fill in the CSV template from what it says."),
        params={"file": name},
        code="pdf",
    )
