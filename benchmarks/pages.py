"""Pages: median time to render and weight of a first visit, beside the limits that Corridor sets itself.

    python benchmarks/pages.py [folder of the demonstration] [rounds]

Needs the demonstration's data: `corridor demo --no-serve --home FOLDER` writes it. Time is the server's alone, without
network. Weight is the compressed page with every style sheet, script and font that it names, as a phone with an empty
cache loads them.
"""

import gzip
import os
import re
import sys
import time
import warnings
from pathlib import Path
from statistics import median

HOME = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CORRIDOR_HOME", "demo-home"))
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 15
DESK_KB, PORTAL_KB = 150, 30
ASSET = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|woff2|svg))"')


def main() -> None:
    if not (HOME / "corridor.sqlite3").exists():
        sys.exit(f"No demonstration in {HOME}: run `corridor demo --no-serve --home {HOME}` first.")
    os.environ |= {
        "CORRIDOR_HOME": str(HOME),
        "CORRIDOR_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "corridor.config.settings",
    }
    import django
    from django.conf import settings

    # The plain storage finds assets by their own names, without collecting them first.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django.setup()
    warnings.simplefilter("ignore")
    print(f"{'page':<22}{'median ms':>10}{'page KB':>10}{'first visit KB':>16}{'of limit':>10}")
    for name, path, role, limit in pages():
        report(name, path, role, limit)


def pages() -> list[tuple[str, str, str, int]]:
    """Return the pages to measure: name, path, role that opens it, limit in KB."""
    from corridor.delivery.recruitment.models import MatchEdge
    from corridor.design.schemes.models import Scheme

    scheme = Scheme.objects.filter(status="running").order_by("pk").first()
    edge = MatchEdge.objects.filter(vacancy__scheme=scheme).order_by("pk").first()
    found = [
        ("scheme dashboard", f"/en/results/{scheme.pk}/", "donor", DESK_KB),
        ("home of an officer", "/en/desk/", "officer_origin", DESK_KB),
        ("worker, Arabic", "/ar/me/", "worker", PORTAL_KB),
        ("employer, one order", f"/en/employer/jobs/{own_order()}/", "employer", PORTAL_KB),
        ("welcome", "/en/welcome/", "", PORTAL_KB),
    ]
    if edge is not None:
        found.insert(
            1, ("shortlist", f"/en/recruitment/vacancies/{edge.vacancy_id}/shortlist/", "officer_origin", DESK_KB)
        )
    return found


def own_order() -> int:
    """Return a job order of the employer who can sign in."""
    from corridor.access.models import Membership
    from corridor.delivery.recruitment.models import Vacancy

    organisation = Membership.objects.filter(role="employer").order_by("pk").first().organisation
    return Vacancy.objects.filter(employer__organisation=organisation).order_by("pk").first().pk


def client_of(role: str):
    """Return a client signed in with this role, its second factor passed."""
    from django.test import Client

    from corridor.access.models import Membership

    client = Client(headers={"accept-encoding": "identity"})
    if role:
        user = Membership.objects.filter(role=role).order_by("pk").first().user
        client.force_login(user)
        session = client.session
        session["account_authentication_methods_user"] = str(user.pk)
        session["account_authentication_methods"] = [{"method": "password"}, {"method": "mfa", "type": "totp"}]
        session.save()
    return client


def report(name: str, path: str, role: str, limit: int) -> None:
    """Open a page many times and print its line."""
    client = client_of(role)
    first = client.get(path)
    if first.status_code != 200:
        print(f"{name:<22}answers {first.status_code} at {path}")
        return
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(path)
        took.append(1000 * (time.perf_counter() - began))
    page = len(gzip.compress(first.content, 6)) / 1024
    whole = page + sum(map(weight, set(ASSET.findall(first.text))))
    print(f"{name:<22}{median(took):>10.1f}{page:>10.1f}{whole:>16.1f}{whole / limit:>9.0%}")


def weight(asset: str) -> float:
    """Return what an asset weighs on the way, in KB; fonts are compressed already."""
    from django.contrib.staticfiles import finders

    content = Path(finders.find(asset)).read_bytes()
    return (len(content) if asset.endswith("woff2") else len(gzip.compress(content, 6))) / 1024


if __name__ == "__main__":
    main()
