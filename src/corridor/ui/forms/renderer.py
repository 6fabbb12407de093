"""How Corridor draws forms: Bootstrap classes on every control, without a class in any form's Python."""

from typing import Any, Final

from django.forms.renderers import TemplatesSetting
from django.template.loader import get_template

_INPUTS: Final = (
    "text",
    "number",
    "email",
    "url",
    "search",
    "tel",
    "password",
    "date",
    "datetime",
    "time",
    "file",
    "color",
)

# Django's name of a template -> ours. What is not named here stays as Django has it.
TEMPLATES: Final[dict[str, str]] = {
    **{f"django/forms/widgets/{kind}.html": "ui/forms/widgets/input.html" for kind in ("input", *_INPUTS)},
    "django/forms/widgets/clearable_file_input.html": "ui/forms/widgets/file.html",
    "django/forms/widgets/textarea.html": "ui/forms/widgets/textarea.html",
    "django/forms/widgets/select.html": "ui/forms/widgets/select.html",
    "django/forms/widgets/checkbox.html": "ui/forms/widgets/checkbox.html",
    "django/forms/widgets/radio.html": "ui/forms/widgets/choices.html",
    "django/forms/widgets/checkbox_select.html": "ui/forms/widgets/choices.html",
    "django/forms/errors/list/default.html": "ui/forms/errors.html",
    "django/forms/errors/list/ul.html": "ui/forms/errors.html",
}


class CorridorFormRenderer(TemplatesSetting):
    """Render forms, fields, widgets and errors with the templates of the design system."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"

    def get_template(self, template_name: str) -> Any:
        """Return our template where we have one, Django's otherwise."""
        return get_template(TEMPLATES.get(template_name, template_name))
