"""Where a switch may lead back to, and in which language."""

from django.http import HttpRequest
from django.urls import translate_url
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest, wanted: str | None) -> str:
    """Return the page to go back to; an address outside this installation becomes the start page."""
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return "/"


def in_language(address: str, language: str) -> str:
    """Return the same page's address in another language."""
    return translate_url(address, language)
