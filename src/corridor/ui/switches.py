"""Where a switch may lead back to, and in which language."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest, wanted: str | None) -> str:
    """Return the page to go back to; an address outside this installation becomes the start page."""
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return "/"


def in_language(address: str, language: str) -> str:
    """Return the same page's address in another language; an address without one stays as it is.

    Only the prefix is exchanged: resolving the address would need the language that the reader is about to leave.

    >>> in_language("/en/schemes/?page=2", "ar")
    '/ar/schemes/?page=2'
    >>> in_language("/styleguide/", "ar")
    '/styleguide/'
    """
    parts = address.split("/", 2)
    if len(parts) < 3 or parts[1] not in dict(settings.LANGUAGES):
        return address
    return f"/{language}/{parts[2]}"
