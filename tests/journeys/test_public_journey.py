"""Somebody without an account complains, reads the answer, and an officer closes the matter."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from corridor.access.models import WorkspaceMember
from corridor.access.roles import Role
from corridor.delivery.protection.models import Grievance
from corridor.delivery.protection.services.grievances import acknowledge, close, resolve
from tests.factories.access import make_member, make_organisation
from tests.factories.design import make_scheme

pytestmark = pytest.mark.django_db


def test_a_stranger_complains_in_arabic_without_a_name_and_reads_the_answer(client):
    scheme = make_scheme(status="running")
    desk = make_organisation(iso3="MAR")
    WorkspaceMember.objects.create(workspace=scheme.workspace, organisation=desk)
    officer = make_member(Role.PROTECTION, organisation=desk)

    with override("ar"):
        welcome = client.get(reverse("public_portal:welcome"))
        form = {
            "category": "fees",
            "text": "طلبوا مني 300 يورو",
            "scheme": scheme.pk,
            "iso3": "MAR",
            "safe_contact": "",
        }
        client.post(reverse("public_portal:complain"), form)
        receipt = client.get(reverse("public_portal:complained"))

    grievance = Grievance.objects.get()
    assert 'dir="rtl"' in welcome.text
    assert grievance.tracking_number in receipt.text
    assert (grievance.person, grievance.language, grievance.scheme) == (None, "ar", scheme)

    acknowledge(grievance=grievance, by=officer)
    resolve(grievance=grievance, remedy="The money was paid back.", by=officer, message="تم استرداد المبلغ.")
    close(grievance=grievance, outcome="Paid back", by=officer)

    # Another phone, no session: the number alone opens the answer, and nothing else.
    with override("ar"):
        answer = Client().post(reverse("public_portal:track"), {"number": grievance.tracking_number})
    assert "تم استرداد المبلغ." in answer.text
    assert "The money was paid back." not in answer.text
    assert str(officer) not in answer.text


def test_the_front_door_leads_a_stranger_to_the_welcome_page(client):
    answer = client.get("/en/", follow=True)

    assert answer.redirect_chain[-1][0] == reverse("public_portal:welcome")
    assert reverse("account_login") in answer.text
