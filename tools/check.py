"""`make test`: style, floors, types, migrations, translations, tests; on PostgreSQL too where one is given.

Runs every part, prints a line for each, and exits 1 if any failed. What runs no tests runs two parts at a time.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKERS = os.environ.get("CORRIDOR_TEST_WORKERS", "2")
# A file stays with one worker; tests/conftest.py puts the longest files first. A worker that dies ends the run.
SHARED_OUT = ["-n", WORKERS, "--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", "0"]
PYTEST = [sys.executable, "-m", "pytest", "-q", "--durations=10", *SHARED_OUT]

# The longest part first, so that the others run beside it.
STATIC: list[tuple[str, list[str]]] = [
    ("types", [str(BIN / "mypy")]),
    # Kept on disk, so that the tests, two at a time, do not each compile the same.
    ("compiled loops", [sys.executable, "-m", "corridor", "warm"]),
    ("style", [str(BIN / "ruff"), "check", "--quiet", "src", "tests", "tools", "benchmarks"]),
    ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "src", "tests", "tools", "benchmarks"]),
    ("floors", [str(BIN / "lint-imports"), "--no-cache"]),
    ("migrations", [sys.executable, "-m", "corridor.config.manage", "makemigrations", "--check", "--dry-run"]),
    ("translations", [sys.executable, "tools/messages.py", "missing"]),
]
ON_POSTGRESQL = [*PYTEST, "tests/integration", "tests/journeys", "tests/architecture"]


def run(name: str, command: list[str], surroundings: dict[str, str]) -> bool:
    """Run a part whose output is read as it comes."""
    began = time.monotonic()
    print(f"== {name}", flush=True)
    done = subprocess.run(command, cwd=ROOT, env=surroundings, check=False)
    print(f"== {name}: {'ok' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return done.returncode == 0


def run_beside(name: str, command: list[str], surroundings: dict[str, str]) -> bool:
    """Run a part beside another; its output stands together."""
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    verdict = f"{'ok' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s"
    print(f"== {name}\n{done.stdout}== {name}: {verdict}", flush=True)
    return done.returncode == 0


def surroundings() -> dict[str, str]:
    """Return the environment of every part: a home of its own, and bytecode that later parts find again."""
    left_out = {"TEST_POSTGRES_URL", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE"}
    plain = {name: value for name, value in os.environ.items() if name not in left_out}
    plain.setdefault("CORRIDOR_HOME", str(ROOT / ".corridor" / "check"))
    plain.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".corridor" / "bytecode"))
    return plain


def main() -> int:
    plain = surroundings()
    with ThreadPoolExecutor(2) as lanes:
        verdicts = lanes.map(lambda part: run_beside(*part, plain), STATIC)
        results = dict(zip((name for name, _command in STATIC), verdicts, strict=True))
    results["tests"] = run("tests", PYTEST, plain)
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
