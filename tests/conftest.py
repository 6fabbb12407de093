"""What every test may ask for."""

import os
import shutil
from pathlib import Path

import pytest
from django.utils import translation

from corridor.config.catalogs import compile_catalogs

ROOT = Path(__file__).resolve().parent.parent
compile_catalogs()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data that stands beside the project; CI sets CORRIDOR_REQUIRE_DATA so that it never skips."""
    folder = Path(os.environ.get("CORRIDOR_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        assert not os.environ.get("CORRIDOR_REQUIRE_DATA"), f"{folder} is required here."
        pytest.skip("The folder of real data is not here; set CORRIDOR_SHARED.")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; browser tests name how to install it where it is missing."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        assert not os.environ.get("CORRIDOR_REQUIRE_BROWSER"), "Chromium is required here."
        pytest.skip("No Chromium: apt-get install chromium")
    return path


@pytest.fixture(autouse=True)
def in_english():
    """A request leaves its language behind; every test begins in English."""
    translation.activate("en")
    yield
    translation.activate("en")


@pytest.fixture
def sign_in(client):
    """Sign a user in, second factor passed."""

    def _sign_in(user, with_client=None):
        target = with_client or client
        target.force_login(user)
        pass_second_factor(target, user)
        return target

    return _sign_in


def pass_second_factor(client, user) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}})
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "password"}, {"method": "mfa", "type": "totp"}]
    session.save()
