"""The lists of this room: which form enters a row, on which page it shows, what its buttons say."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.design.readiness import forms
from corridor.design.readiness.selectors import path_of
from corridor.design.schemes.models import Scheme

Label = str | Promise


@dataclass(frozen=True)
class Part:
    """One list of this room; `page` is the address on which it is shown."""

    slug: str
    page: str
    title: Label
    add: Label
    form: type[forms.RecordForm]

    @property
    def model(self) -> type[Model]:
        """The model of a row."""
        model: type[Model] = self.form._meta.model
        return model

    def new(self, scheme: Scheme) -> Model:
        """Return an unsaved row in its place."""
        return self.model(scheme=scheme) if path_of(self.model) == "scheme" else self.model()


PARTS: tuple[Part, ...] = (
    Part("elements", "profile", _("Essential elements"), _("Assess an element"), forms.ElementForm),
    Part("stages", "profile", _("Stage of the scheme"), _("Decide on the stage"), forms.StageForm),
    Part("needs", "capacity", _("Needs of the institutions"), _("Add a need"), forms.NeedForm),
    Part("links", "local", _("Local development"), _("Add a link"), forms.LinkForm),
    Part("rounds", "voices", _("Rounds of questions"), _("Add a round"), forms.RoundForm),
    Part("findings", "voices", _("What people said"), _("Note what people said"), forms.FindingForm),
    Part("changes", "voices", _("What changed because of it"), _("Note what changed"), forms.ChangeForm),
)
BY_SLUG = {part.slug: part for part in PARTS}
ONLY_ADDED = frozenset({"stages"})
"""Decisions are kept as they were taken; a new one replaces the old one."""
