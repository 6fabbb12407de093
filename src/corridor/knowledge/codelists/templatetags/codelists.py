"""Names of codes in templates: `{% load codelists %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from corridor.knowledge.codelists import selectors
from corridor.knowledge.codelists.models import active_language

register = template.Library()


@register.filter
def code_label(code: object, name: str) -> str:
    """Write the label of a code as plain text: `{{ vacancy.isco08|code_label:"isco08" }}`."""
    return selectors.label_of(name, str(code)) if code not in (None, "") else ""


@register.filter
def code_name(code: object, name: str) -> SafeString | str:
    """Write the label of a code, marked as English where the reader's language has none."""
    if code in (None, ""):
        return ""
    label, language = selectors.label_of(name, str(code)), selectors.label_language_of(name, str(code))
    if language == active_language():
        return label
    return format_html('<span lang="{}" dir="ltr">{}</span>', language, label)
