"""The form of the chooser: up to three tracks, each with its time frame, purposes and season."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

TRACKS = 3
TIME_FRAMES = (
    ("circular", gettext_lazy("For a time, then home (circular)")),
    ("meso", gettext_lazy("For a middle length of time")),
    ("permanent", gettext_lazy("For good")),
)
PURPOSES = (
    ("skills", gettext_lazy("To build skills (traineeship)")),
    ("employment", gettext_lazy("To work")),
    ("education", gettext_lazy("To study")),
    ("exchange", gettext_lazy("For an exchange (visit, mission)")),
)


class TrackForm(forms.Form):
    """One track of a scheme; a track without a time frame is left out."""

    time_frame = forms.ChoiceField(
        label=gettext_lazy("How long people stay"), required=False, choices=[("", "–"), *TIME_FRAMES]
    )
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("What they come for"),
        required=False,
        choices=PURPOSES,
        widget=forms.CheckboxSelectMultiple,
    )
    is_seasonal = forms.BooleanField(label=gettext_lazy("The work follows a season"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("time_frame") and not data.get("purposes"):
            self.add_error("purposes", _("Say what people come for."))
        if data.get("purposes") and not data.get("time_frame"):
            self.add_error("time_frame", _("Say how long people stay."))
        return data


class Chooser(forms.BaseFormSet):  # type: ignore[type-arg]  # a plain set of track forms
    """All tracks together."""

    def clean(self) -> None:
        if not any(self.errors) and not self.tracks:
            raise forms.ValidationError(_("Answer for at least one track."))

    @property
    def tracks(self) -> list[dict[str, Any]]:
        """The answers that are given."""
        return [dict(form.cleaned_data) for form in self.forms if form.cleaned_data.get("time_frame")]


ChooserSet = forms.formset_factory(TrackForm, formset=Chooser, extra=0, min_num=TRACKS, max_num=TRACKS)


def chooser(data: Any, tracks: list[dict[str, Any]]) -> Any:
    """Return the chooser with the answers given so far."""
    initial = [*tracks, *({} for _n in range(TRACKS - len(tracks)))]
    return ChooserSet(data, initial=initial, prefix="track")
