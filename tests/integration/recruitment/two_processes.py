"""Two processes on one data base: the first serves and keeps its index, the second writes a candidate."""

import json
import os
import threading
import time
from wsgiref.util import setup_testing_defaults

LONGEST = 300.0


def main() -> None:
    """Print how many candidates were listed before and after the other process wrote, and how long it took."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "corridor.config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections

    # Nobody signs in, and the safe way takes a second for each person.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from tests.factories.recruitment import make_world

    world = make_world()
    connections.close_all()
    told, tell = os.pipe()
    if os.fork() == 0:
        os.close(tell)
        write_when_told(world, told)
    print(json.dumps(served(world, tell)))


def write_when_told(world, told: int) -> None:
    """Write one candidate who fits, and end; the other's end is an end as well."""
    from tests.factories.recruitment import make_skilled_candidate

    if os.read(told, 1):
        make_skilled_candidate(world.scheme)
    os._exit(0)


def served(world, tell: int) -> dict:
    """Answer a first request of any kind, and then ask for the list until the other's candidate stands in it."""
    from corridor.config.wsgi import application
    from corridor.delivery.recruitment.selectors.markets import vacancy_facts
    from corridor.delivery.recruitment.services.live_keeping import NAME

    environ: dict = {}
    setup_testing_defaults(environ)
    application(environ | {"PATH_INFO": "/api/v1/schemes"}, lambda *_: None)
    threads = [thread.name for thread in threading.enumerate()]
    from corridor.delivery.recruitment.runs import live
    from corridor.delivery.recruitment.services.live import try_order

    def listed() -> int:
        return len(try_order(scheme=world.scheme, order=order, by=world.officer_origin).found)

    (order,) = vacancy_facts([world.vacancy])
    until(lambda: live.held_schemes() == [world.scheme.pk])
    before = listed()
    os.write(tell, b"!")
    os.wait()
    lag = until(lambda: listed() == 1)
    return {"began_with_the_first_request": NAME in threads, "before": before, "after": listed(), "lag_seconds": lag}


def until(is_so) -> float:
    """Wait until something is so; return the seconds."""
    began = time.monotonic()
    while not is_so() and time.monotonic() - began < LONGEST:
        time.sleep(0.05)
    return time.monotonic() - began


if __name__ == "__main__":
    main()
