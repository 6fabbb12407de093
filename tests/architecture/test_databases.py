"""The databases that tests share: filled once, copied often, never changed by who holds a copy."""

import pytest

from corridor.access.models import User
from tests import databases
from tests.factories.access import make_user


@pytest.fixture
def hands_on(database, django_db_blocker):
    """The worker's database, without a transaction around the test."""
    with django_db_blocker.unblock():
        yield database


def test_a_database_is_filled_once_and_every_holder_finds_it_as_it_was_filled(hands_on):
    filled = []

    found = []
    for _ in range(2):
        with hands_on.filled("one_user", lambda: filled.append(make_user())):
            found.append(User.objects.count())
            make_user()

    assert (len(filled), found) == (1, [1, 1])


def test_after_a_filled_database_comes_an_empty_one_even_when_a_test_fails(hands_on):
    with pytest.raises(RuntimeError), hands_on.filled("two_users", lambda: [make_user(), make_user()]):
        raise RuntimeError

    assert not User.objects.exists()


def test_a_database_that_could_not_be_filled_is_made_anew(hands_on):
    def broken():
        make_user()
        raise RuntimeError

    with pytest.raises(RuntimeError), hands_on.filled("broken_once", broken):
        pass
    with hands_on.filled("broken_once", make_user):
        found = User.objects.count()

    assert found == 1


@pytest.mark.parametrize("place", ["access/migrations/0001_initial.py", "access/models.py", "access/models/users.py"])
def test_a_kept_database_is_not_used_for_other_migrations_or_models(tmp_path, monkeypatch, place):
    monkeypatch.setattr(databases, "ROOT", tmp_path)
    path = tmp_path / "src" / "corridor" / place
    path.parent.mkdir(parents=True)
    path.write_text("length = 5")
    before = databases.fingerprint()

    path.write_text("length = 6")

    assert databases.fingerprint() != before
