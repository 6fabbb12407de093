"""What the surroundings say: home folder, database, secret, demonstration mode."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


def home() -> Path:
    """Return the folder that holds the embedded database and the files; made where it is missing."""
    path = Path(os.environ.get("CORRIDOR_HOME", ".corridor")).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret_key(folder: Path) -> str:
    """Return the signing secret: from the surroundings, else one made at first start and kept."""
    given = os.environ.get("CORRIDOR_SECRET_KEY")
    if given:
        return given
    place = folder / "secret_key"
    if not place.exists():
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(50))
    return place.read_text().strip()


def address(hosts: list[str], *, is_https: bool) -> str:
    """Return where the installation stands for the public, without a last slash; signed documents name it."""
    given = os.environ.get("CORRIDOR_ADDRESS", "")
    if given:
        return given.rstrip("/")
    public = [host for host in hosts if "." in host and not host.startswith(("127.", "."))]
    return f"{'https' if is_https or public else 'http'}://{public[0] if public else 'localhost:8000'}"


def is_demo() -> bool:
    return os.environ.get("CORRIDOR_DEMO", "") == "1"


def database(folder: Path) -> dict[str, object]:
    """Return Django's database settings: PostgreSQL by DATABASE_URL, else embedded SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    return _postgresql(url) if url.startswith(("postgres://", "postgresql://")) else _sqlite(folder)


def _sqlite(folder: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "corridor.sqlite3",
        "OPTIONS": {
            # IMMEDIATE: one writer at a time, so that the audit chain never forks.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
    }
