"""`make test`: style, floors, types, migrations, translations, tests; on PostgreSQL too where one is given.

Runs every part, prints a line for each, and exits 1 if any failed.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = [sys.executable, "-m", "pytest", "-q", "--durations=10"]
WORKERS = os.environ.get("CORRIDOR_TEST_WORKERS", "2")

PARTS: list[tuple[str, list[str]]] = [
    ("style", [str(BIN / "ruff"), "check", "--quiet", "src", "tests", "tools", "benchmarks"]),
    ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "src", "tests", "tools", "benchmarks"]),
    ("floors", [str(BIN / "lint-imports"), "--no-cache"]),
    ("types", [str(BIN / "mypy")]),
    ("migrations", [sys.executable, "-m", "corridor.config.manage", "makemigrations", "--check", "--dry-run"]),
    ("translations", [sys.executable, "tools/messages.py", "missing"]),
    ("tests", [*PYTEST, "-n", WORKERS, "--dist", "loadfile"]),
]
ON_POSTGRESQL = [*PYTEST, "-n", WORKERS, "--dist", "loadfile", "tests/integration", "tests/journeys"]


def run(name: str, command: list[str], surroundings: dict[str, str]) -> bool:
    began = time.monotonic()
    print(f"== {name}", flush=True)
    done = subprocess.run(command, cwd=ROOT, env=surroundings, check=False)
    print(f"== {name}: {'ok' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return done.returncode == 0


def main() -> int:
    plain = {k: v for k, v in os.environ.items() if k not in {"TEST_POSTGRES_URL", "DATABASE_URL"}}
    plain.setdefault("CORRIDOR_HOME", str(ROOT / ".corridor" / "check"))
    results = {name: run(name, command, plain) for name, command in PARTS}
    if os.environ.get("TEST_POSTGRES_URL"):
        with_server = {**plain, "TEST_POSTGRES_URL": os.environ["TEST_POSTGRES_URL"]}
        results["tests on PostgreSQL"] = run("tests on PostgreSQL", ON_POSTGRESQL, with_server)
    else:
        results["tests on PostgreSQL"] = not os.environ.get("CORRIDOR_REQUIRE_POSTGRES")
        print("== tests on PostgreSQL: no server; give TEST_POSTGRES_URL=postgresql://user:password@host/name")
    failed = [name for name, ok in results.items() if not ok]
    print(f"== {'failed: ' + ', '.join(failed) if failed else 'all parts passed'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
