"""Write both lock files from pyproject.toml: universal, hashed, without addresses. Needs uv on the PATH."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = [
    "uv",
    "pip",
    "compile",
    "pyproject.toml",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
    "-q",
]


def main() -> None:
    subprocess.run([*COMMON, "-o", "requirements.lock"], cwd=ROOT, check=True)
    development = ["--group", "dev", "--extra", "postgres", "-c", "requirements.lock", "-o", "requirements-dev.lock"]
    subprocess.run([*COMMON, *development], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
