"""What every test may ask for."""

import gc
import os
import shutil
from pathlib import Path

import pytest
from django.test import SimpleTestCase
from django.utils import translation

from corridor.config.catalogs import compile_catalogs
from tests import databases

ROOT = Path(__file__).resolve().parent.parent
compile_catalogs()
# Begun first, so that in the end no worker waits for another; the compiler's work for the first is kept for others.
LONGEST = (
    "tests/properties/test_matching_properties.py",
    "tests/unit/batch/test_match_cluster.py",
    "tests/unit/batch/test_match_stopped.py",
    "tests/unit/batch/test_match_memory.py",
    # It fills the demonstration for all files of browser tests; the other worker has long work of its own meanwhile.
    "tests/browser/test_axe.py",
    "tests/architecture/test_access_matrix.py",
    "tests/architecture/test_rows_of_others.py",
    "tests/integration/demo/test_planting.py",
    "tests/browser/",
    "tests/architecture/",
    "tests/journeys/",
    "tests/unit/engines/matching/",
)


def pytest_collection_modifyitems(config, items) -> None:
    """Put the tests of the longest files first; on the server, leave out what uses no database."""

    def place(item) -> int:
        fitting = (number for number, start in enumerate(LONGEST) if item.nodeid.startswith(start))
        return next(fitting, len(LONGEST))

    items.sort(key=place)
    if os.environ.get("TEST_POSTGRES_URL"):
        elsewhere = [item for item in items if not uses_database(item)]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if uses_database(item)]


def uses_database(item) -> bool:
    """Say whether a test stands on a database: by its mark, a fixture that asks for one, or as a test of Django's."""
    names = {"database", "django_db_setup", "db", "transactional_db", "live_server"}
    is_of_django = issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
    return bool(item.get_closest_marker("django_db") or names & {*item.fixturenames} or is_of_django)


def pytest_collection_finish() -> None:
    """Let the garbage collector pass by what stays to the end; a fifth of the time goes without it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory, worker_id) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def database(django_test_environment, django_db_blocker, django_db_modify_db_settings, run_folder):
    """The database of this worker, which it may exchange for a filled one."""
    with django_db_blocker.unblock():
        own = databases.of_this_run(run_folder)
        own.begin()
    yield own
    with django_db_blocker.unblock():
        own.end()


@pytest.fixture(scope="session")
def django_db_setup(database):
    """All database tests stand on the worker's database."""


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
