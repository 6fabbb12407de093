"""The HTTP part of `live.py`: all vacancies in a SQLite file, questions over a socket with explanation."""

import json
import os
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import replace
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import numpy as np

WARM_UP, ROWS, TOP, PART = 20, 300, 20, 50_000
PREFIX = "http://example.org/"


class Server(ThreadingMixIn, WSGIServer):
    """A server with a thread per question."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing on the terminal."""

    def log_message(self, *said):
        """Say nothing."""


def over_http(store, rng) -> None:
    """Print percentiles of questions over HTTP, answered with explanation and rows of the data base."""
    os.environ["CORRIDOR_HOME"] = tempfile.mkdtemp(prefix="corridor-live-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "corridor.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    world, seconds = plant(store)
    print(f"  {len(store.vacancies):,} vacancies written to SQLite in {seconds:.0f} s")
    hold(store, world.scheme.pk)
    headers = headers_of(world.officer_origin)
    from corridor.config.wsgi import application

    with make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/api/v1/schemes/{world.scheme.pk}/live/vacancies"
        wall, used, found = questions(store, address, headers, rng)
        server.shutdown()
    figures, processor = (
        " / ".join(f"{value * 1e3:.1f}" for value in np.percentile(one, (50, 95, 99))) for one in (wall, used)
    )
    print(f"  HTTP with explanation of {TOP}: p50/p95/p99 {figures} ms, processor (asking included) {processor} ms, "
          f"{found:.1f} listed on average; asked p95 100 ms, aim 25 ms")  # fmt: skip


def plant(store):
    """Write a scheme with all vacancies; return the world and the seconds."""
    from django.db import connection

    from corridor.delivery.recruitment.models import Vacancy
    from tests.factories.recruitment import make_world

    world, began = make_world(), time.perf_counter()
    Vacancy.objects.all().delete()
    fixed = {"employer_id": world.employer.pk, "scheme_id": world.scheme.pk, "status": "open", "is_invented": 1,
             "title_fr": "", "title_es": "", "title_ar": "", "region": "", "status_reason": "",
             "created_at": "2026-01-01 00:00:00", "optional_skills": "[]", "licences": "[]", "wordings": "{}",
             "written_in": "en"}  # fmt: skip
    names = {field.column for field in Vacancy._meta.concrete_fields}
    fixed = {name: value for name, value in fixed.items() if name in names}
    told = ("id", "reference", "title_en", "isco08", "iso3", "essential_skills", "optional_skills", "languages",
            "eqf_min", "regulated", "years_min", "positions", "start_date")  # fmt: skip
    columns = (*told, *(name for name in fixed if name not in told))
    rest = tuple(value for name, value in fixed.items() if name not in told)
    statement = f"INSERT INTO recruitment_vacancy ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    connection.ensure_connection()
    raw = connection.connection
    for first in range(0, len(store.vacancies), PART):
        last = min(first + PART, len(store.vacancies))
        raw.execute("BEGIN")
        raw.executemany(statement, ((*row, *rest) for row in rows(store, first, last)))
        raw.execute("COMMIT")
    return world, time.perf_counter() - began


def rows(store, first: int, last: int):
    """Yield the columns of some vacancies; texts of skills and languages are made once."""
    them, words = store.vacancies, store.words
    skills = [json.dumps(refs(skill)) for skill in words.skills]
    days = {day: str(np.datetime64(int(day), "D")) for day in np.unique(them.start).tolist()}
    for place in range(first, last):
        essential, optional = (
            "[" + ", ".join([skills[number] for number in kind.of(place).tolist()]) + "]"
            for kind in (them.essential, them.optional)
        )
        spoken = slice(them.languages.start[place], them.languages.start[place + 1])
        asked = zip(them.languages.value[spoken].tolist(), them.levels[spoken].tolist(), strict=True)
        languages = ", ".join([f'{{"code": "{words.languages[code]}", "level": {level}}}' for code, level in asked])
        yield (place + 1, f"V-{place + 1}", f"Post {place + 1}", words.occupations[them.occupation[place]],
               words.countries[them.country[place]], essential, optional, f"[{languages}]", int(them.eqf_min[place]),
               int(them.regulated[place]), float(them.years_min[place]), int(them.positions[place]),
               days[int(them.start[place])])  # fmt: skip


def refs(skill: str) -> dict:
    """Return a skill as a vacancy keeps it."""
    return {"uri": PREFIX + skill, "label_en": skill, "label_fr": "", "label_es": "", "label_ar": ""}


def hold(store, scheme_id: int) -> None:
    """Give the process the index that it would make of the rows."""
    from django.utils import timezone

    from corridor.delivery.recruitment.runs import live
    from corridor.engines.matching import Options
    from corridor.engines.matching.live import warm

    words = replace(store.words, skills=tuple(PREFIX + skill for skill in store.words.skills))
    moment = timezone.now()
    index = warm(replace(store, words=words), Options(top=live.TOP))
    live._held[scheme_id] = live.Held(index, moment, moment, time.monotonic(), 0, frozenset())


def headers_of(officer) -> dict:
    """Return the headers of a signed-in officer, second factor passed."""
    from django.conf import settings
    from django.test import Client

    from tests.conftest import pass_second_factor

    client, token = Client(), "x" * 32
    client.force_login(officer)
    pass_second_factor(client, officer)
    cookies = {settings.SESSION_COOKIE_NAME: client.session.session_key, settings.CSRF_COOKIE_NAME: token}
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "X-CSRFToken": token,
            "Content-Type": "application/json"}  # fmt: skip


def questions(store, address: str, headers: dict, rng):
    """Ask for sampled profiles one after the other; return seconds, the processor's, and how many are listed."""
    from corridor.engines.matching import candidate_row
    from corridor.kernel.codes import Cefr

    wall, used, listed = [], [], 0
    for number, place in enumerate(rng.choice(len(store.candidates), WARM_UP + ROWS, replace=False).tolist()):
        one = candidate_row(store, place)
        profile = {
            "occupations": [{"code": code, "years": years} for code, years in one.occupations or ()],
            "skills": [PREFIX + str(skill) for skill in one.skills or ()],
            "languages": [{"code": code, "level": Cefr(level).name} for code, level in one.languages or ()],
            "eqf": one.eqf,
            "destinations": list(one.destinations or ()),
            "recognised_in": list(one.recognised_in or ()),
            "available": one.available.isoformat() if one.available else None,
            "top": TOP,
        }
        request = urllib.request.Request(address, json.dumps(profile).encode(), headers)
        began, before = time.perf_counter(), time.process_time()
        with urllib.request.urlopen(request) as answer:
            items = json.load(answer)["items"]
        if number >= WARM_UP:
            wall.append(time.perf_counter() - began)
            used.append(time.process_time() - before)
            listed += len(items)
    return wall, used, listed / ROWS


if __name__ == "__main__":
    sys.exit("Run live.py --http.")
