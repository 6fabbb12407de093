"""Single questions over HTTP to a served installation: all vacancies in a SQLite file, answers with explanation.

The vacancies of the market are written into a new installation, which is then served as anybody would serve it
(`corridor serve`). Its index is made by the server itself from the data base. Profiles of the market's people, which
nobody has saved, are asked one after the other; every list is compared with the engine's. In the end this process
opens one more vacancy, and waits until the server lists it: the lag.

    python benchmarks/live_http.py --size 10k|100k|1m [--check-only] [--seed N] [--market DIR] [--json]
"""

import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
WARM_UP, ROWS, TOP, PART = 20, 400, 20, 50_000
LONGEST_WAIT, MOST_LAG = 1800.0, 5.0
PREFIX = "http://example.org/"
WORDS = ("uri", "label_en", "label_fr", "label_es", "label_ar")


def over_http(store, rng) -> dict:
    """Return percentiles of questions over HTTP, answered with explanation and rows of the data base, and the lag."""
    home = Path(tempfile.mkdtemp(prefix="corridor-live-"))
    world, written = installation(store, home)
    headers = headers_of(world.officer_origin)
    with served(home) as (root, server):
        address = f"{root}/api/v1/schemes/{world.scheme.pk}/live/vacancies"
        some = rng.choice(len(store.candidates), WARM_UP + ROWS, replace=False).tolist()
        began = time.perf_counter()
        while ask(address, headers, profile_of(store, some[0])) is None:
            assert server.poll() is None, "The server has stopped."
            assert time.perf_counter() - began < LONGEST_WAIT, "The server does not answer."
            time.sleep(0.5)
        ready, index_mb = time.perf_counter() - began, memory_mb(server.pid)
        wall, answers = questions(store, address, headers, some)
        p50, p95, p99 = np.percentile(wall, (50, 95, 99)).tolist()
        return {
            "vacancies": len(store.vacancies), "written": written, "ready": ready, "index_mb": index_mb,
            "listed": float(np.mean([len(one) for one in answers])), "p50": p50, "seconds": p95, "p99": p99,
            "mb": memory_mb(server.pid), "differ": listed_otherwise(store, some[WARM_UP:], answers),
            "rows": len(answers), "lag": lag_of(world, address, headers),
        }  # fmt: skip


def tell(report, found: dict) -> None:
    """Print what was found, and judge it."""
    print(f"http: {found['vacancies']:,} vacancies written to SQLite in {found['written']:.0f} s")
    print(f"  the server has started and made its index in {found['ready']:.0f} s, and has held {found['index_mb']} MB")
    figures = " / ".join(f"{found[name] * 1e3:.1f}" for name in ("p50", "seconds", "p99"))
    print(f"  with explanation, {found['listed']:.1f} of {TOP} listed on average: "
          f"p50/p95/p99 {figures} ms; the server has held {found['mb']} MB")  # fmt: skip
    report.judge("http", found["seconds"])
    report.differ("beside the engine's lists", found["differ"], found["rows"])
    print(
        f"  a vacancy that another process opened was listed after {found['lag']:.2f} s (at most {MOST_LAG:g} s asked)"
    )
    if found["lag"] > MOST_LAG:
        report.faults.append(f"the lag was {found['lag']:.2f} s")


def installation(store, home: Path):
    """Write an installation with a scheme that has all vacancies; return the world and the seconds."""
    os.environ |= {"CORRIDOR_HOME": str(home), "DJANGO_SETTINGS_MODULE": "corridor.config.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    return plant(store)


def plant(store):
    """Write a scheme with all vacancies; return the world and the seconds."""
    from django.db import connection

    from corridor.delivery.recruitment.models import Vacancy
    from tests.factories.recruitment import make_world

    world, began = make_world(), time.perf_counter()
    Vacancy.objects.all().delete()
    fixed = {"employer_id": world.employer.pk, "scheme_id": world.scheme.pk, "status": "open", "is_invented": 1,
             "title_fr": "", "title_es": "", "title_ar": "", "region": "", "status_reason": "",
             "created_at": "2026-01-01 00:00:00", "licences": "[]", "wordings": "{}", "written_in": "en"}  # fmt: skip
    names = {field.column for field in Vacancy._meta.concrete_fields}
    told = ("id", "reference", "title_en", "isco08", "iso3", "essential_skills", "optional_skills", "languages",
            "eqf_min", "regulated", "years_min", "positions", "start_date")  # fmt: skip
    rest = {name: value for name, value in fixed.items() if name in names}
    columns = (*told, *rest)
    statement = f"INSERT INTO recruitment_vacancy ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    connection.ensure_connection()
    raw = connection.connection
    for first in range(0, len(store.vacancies), PART):
        last = min(first + PART, len(store.vacancies))
        raw.execute("BEGIN")
        raw.executemany(statement, ((*row, *rest.values()) for row in rows(store, first, last)))
        raw.execute("COMMIT")
    return world, time.perf_counter() - began


def rows(store, first: int, last: int):
    """Yield the columns of some vacancies; texts of skills and languages are made once."""
    them, words = store.vacancies, store.words
    skills = [json.dumps(dict.fromkeys(WORDS, "") | {"uri": PREFIX + one, "label_en": one}) for one in words.skills]
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


@contextlib.contextmanager
def served(home: Path):
    """Serve the installation in a process of its own; give its address and its number."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "corridor", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=os.environ | {"CORRIDOR_HOME": str(home)})
    try:
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.terminate()
        server.wait(timeout=30)


def memory_mb(server: int) -> int:
    """Return the greatest memory that a server or one of its children has held."""
    most = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            lines = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
            if server in (int(lines["Pid"]), int(lines["PPid"])) and "VmHWM" in lines:
                most = max(most, int(lines["VmHWM"].split()[0]) // 1000)
    return most


def profile_of(store, place: int) -> dict:
    """Return one person's profile as a program would send it."""
    from corridor.engines.matching import candidate_row
    from corridor.kernel.codes import Cefr

    one = candidate_row(store, place)
    return {
        "occupations": [{"code": code, "years": years} for code, years in one.occupations or ()],
        "skills": [PREFIX + str(skill) for skill in one.skills or ()],
        "languages": [{"code": code, "level": Cefr(level).name} for code, level in one.languages or ()],
        "eqf": one.eqf,
        "destinations": list(one.destinations or ()),
        "recognised_in": list(one.recognised_in or ()),
        "available": one.available.isoformat() if one.available else None,
        "top": TOP,
    }


def ask(address: str, headers: dict, profile: dict):
    """Return the list of a profile; None while the server is not ready."""
    request = urllib.request.Request(address, json.dumps(profile).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["items"]
    except urllib.error.HTTPError as refused:
        if refused.code != 503:
            raise
    except OSError:
        pass
    return None


def questions(store, address: str, headers: dict, places):
    """Ask for some people one after the other; return the seconds and the lists of those after the warm-up."""
    wall, answers = [], []
    for place in places:
        profile = profile_of(store, place)
        began = time.perf_counter()
        answers.append(ask(address, headers, profile))
        wall.append(time.perf_counter() - began)
    return wall[WARM_UP:], answers[WARM_UP:]


def listed_otherwise(store, places, answers) -> int:
    """Return how many lists differ from those of the engine."""
    from corridor.engines.matching import Options, candidate_row
    from corridor.engines.matching.live import best_vacancies, warm

    words = replace(store.words, skills=tuple(PREFIX + skill for skill in store.words.skills))
    store, wrong = replace(store, words=words), 0
    index = warm(store, Options(top=TOP))
    for place, items in zip(places, answers, strict=True):
        best = best_vacancies(index, candidate_row(store, place))
        wrong += [(one["id"], one["score"]) for one in items] != list(zip(best.ids, best.score.tolist(), strict=True))
    return wrong


def lag_of(world, address: str, headers: dict) -> float:
    """Open a vacancy and return after how many seconds the server lists it."""
    from tests.factories.recruitment import make_vacancy, skill

    asked = {"skills": ["deep sea sewing"], "occupations": [{"code": "2513", "years": 9}], "top": TOP}
    assert ask(address, headers, asked) is not None
    needed = [skill("deep sea sewing")]
    opened = make_vacancy(world.scheme, world.employer, reference="V-opened", essential_skills=needed)
    began = time.perf_counter()
    while opened.pk not in [one["id"] for one in ask(address, headers, asked) or ()]:
        if time.perf_counter() - began > 10 * MOST_LAG:
            break
        time.sleep(0.05)
    return time.perf_counter() - began


def main() -> int:
    """Run the questions; return the exit code."""
    from live import Report
    from matching_files import read_market
    from matching_market import draw_market

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=("10k", "100k", "1m"), default="100k")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check-only", action="store_true")
    parser.add_argument("--market", type=Path, metavar="DIR", help="the market that matching.py has written here")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON document, unjudged")
    asked = parser.parse_args()
    store = read_market(asked.market) if asked.market else draw_market(asked.size)
    found = over_http(store, np.random.default_rng(asked.seed))
    if asked.json:
        print(json.dumps(found))
        return 0
    report = Report(asked.check_only)
    tell(report, found)
    for fault in report.faults:
        print(f"fault: {fault}")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
