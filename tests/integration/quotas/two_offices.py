"""Several processes on one SQLite file: each asks for the last place at the same moment."""

import json
import os
import time

OFFICES = 3


def main() -> None:
    """Print what came of each office, and how many places are taken."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "corridor.config.settings"
    import django

    django.setup()
    from django.db import connections

    from corridor.knowledge.quotas.selectors import balances
    from tests.factories.quotas import make_quota

    quota = make_quota(cap=2)
    connections.close_all()
    start = time.time() + 0.5
    offices = [begin(f"V-{number}", start) for number in range(OFFICES)]
    codes = sorted(os.waitstatus_to_exitcode(os.waitpid(office, 0)[1]) for office in offices)
    print(json.dumps({"codes": codes, "taken": balances([quota])[0].taken}))


def begin(key: str, start: float) -> int:
    """Fork an office that asks for two posts at the given moment: it ends with 0 if it got them, 1 if refused."""
    from corridor.kernel.errors import RuleViolation
    from corridor.knowledge.quotas import services
    from tests.factories.quotas import order, post

    office = os.fork()
    if office:
        return office
    code = 2
    try:
        time.sleep(max(0.0, start - time.time()))
        services.take(post=post(), posts=2, reference=order(key), by=None)
        code = 0
    except RuleViolation:
        code = 1
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
