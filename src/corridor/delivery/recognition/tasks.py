"""What recognition does by itself when there is news."""

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.access.selectors import visible
from corridor.core import outbox
from corridor.delivery.recognition.events import RecognitionDecided
from corridor.delivery.recognition.models import RecognitionCase
from corridor.kernel.errors import N_


def tell_offices(event: RecognitionDecided) -> None:
    """Tell those who look after the person that her application was decided; what was decided they read inside."""
    case = RecognitionCase.objects.select_related("person").get(pk=event.case_id)
    keepers = User.objects.filter(
        is_active=True,
        memberships__is_active=True,
        memberships__role__in=(Role.OFFICER_ORIGIN, Role.COUNSELLOR),
        memberships__organisation__iso3=case.person.iso3,
    )
    for user in keepers.distinct().order_by("pk"):
        if visible(RecognitionCase.objects.filter(pk=case.pk), user=user).exists():
            outbox.write(
                to=user, subject=N_("An application for recognition was decided"), body=N_("Sign in to read it.")
            )
