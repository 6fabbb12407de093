"""Files that people give us: size and type are checked, the digest is kept."""

import hashlib
from typing import Any

from django.core.files.base import File

from corridor.core.models import StoredFile
from corridor.kernel.errors import N_, InputError

MAX_BYTES = 20 * 1024 * 1024
DOCUMENT_TYPES = frozenset({"application/pdf", "image/jpeg", "image/png"})
TABLE_TYPES = frozenset(
    {
        "text/csv",
        "text/plain",
        "application/csv",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/octet-stream",
    }
)


def check_size(upload: File[bytes], *, limit_bytes: int = MAX_BYTES) -> None:
    """Refuse a file that is empty or too large, before it is read."""
    size = upload.size or 0
    if size == 0:
        raise InputError(
            N_("The file %(name)s is empty."),
            hint=N_("Choose a file that holds data."),
            field="file",
            params={"name": upload.name},
        )
    if size > limit_bytes:
        raise InputError(
            N_("The file %(name)s has %(size)s MB; at most %(limit)s MB are taken."),
            hint=N_("Split the file, or ask the administrator to import it with the command line."),
            field="file",
            params={"name": upload.name, "size": round(size / 2**20, 1), "limit": limit_bytes // 2**20},
        )


def check_type(upload: File[bytes], *, allowed: frozenset[str]) -> str:
    """Return the media type of an upload; refuse one that is not on the list."""
    media_type = str(getattr(upload, "content_type", "") or "application/octet-stream").split(";")[0]
    if media_type not in allowed:
        raise InputError(
            N_("Files of the type %(type)s are not taken here."),
            hint=N_("Send a PDF, a JPEG or a PNG file."),
            field="file",
            params={"type": media_type},
        )
    return media_type


def keep(*, upload: File[bytes], purpose: str, media_type: str, by: Any) -> StoredFile:
    """Store an upload together with its digest."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    stored = StoredFile(
        sha256=digest.hexdigest(),
        name=(upload.name or "file")[-200:],
        media_type=media_type,
        size_bytes=upload.size or 0,
        purpose=purpose,
        uploaded_by=by if getattr(by, "pk", None) else None,
    )
    stored.content.save(f"{stored.sha256[:16]}", upload, save=False)
    stored.save()
    return stored
