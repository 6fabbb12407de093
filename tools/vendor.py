"""Bring the front-end assets in by package name, check them and write `src/corridor/ui/VENDOR.json`.

Maintainers run this when a version changes or a page needs a new icon; it needs the npm client. Users and tests
never do: they read the files in the repository, and a test hashes them again.

    python tools/vendor.py            all packages
    python tools/vendor.py bootstrap  one package
    python tools/vendor.py --needed   names the icons that pages use and that are not here yet
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "src/corridor/ui"
LOCK = UI / "VENDOR.json"
ICON_LIST = ROOT / "tools/icons.txt"

# WhiteNoise refuses a file that points to a source map which is not there.
SOURCE_MAP = re.compile(rb"\n?/[/*]# sourceMappingURL=[^\n]*?(\*/)?\s*$")
ICON_TAG = re.compile(r"""\{%\s*icon\s+["']([a-z0-9-]+)["']|\bicon=["']([a-z0-9-]+)["']""")


@dataclass(frozen=True)
class Package:
    """What is taken from one npm package, and where it goes."""

    version: str
    folder: Path
    files: tuple[str, ...]


def icon_names() -> list[str]:
    """Return the icons that Corridor carries, in order."""
    return sorted({line.strip() for line in ICON_LIST.read_text().splitlines() if line.strip()})


def icons_used() -> set[str]:
    """Return the icon names written in templates and in Python."""
    used: set[str] = set()
    for path in [*ROOT.glob("src/corridor/**/*.html"), *ROOT.glob("src/corridor/**/*.py")]:
        for tag, keyword in ICON_TAG.findall(path.read_text(encoding="utf-8")):
            used.add(tag or keyword)
    return used


def wanted() -> dict[str, Package]:
    """Return every package with its version, its files and its place."""
    icons = tuple(f"icons/outline/{name}.svg" for name in icon_names())
    static = UI / "static/vendor"
    return {
        "bootstrap": Package(
            "5.3.9",
            ROOT / "tools/vendored/bootstrap",
            ("dist/css/bootstrap.min.css", "dist/css/bootstrap.rtl.min.css", "LICENSE"),
        ),
        "htmx.org": Package("4.0.1", static / "htmx", ("dist/htmx.min.js", "LICENSE")),
        "@fontsource-variable/inter": Package(
            "5.3.0", static / "inter", ("files/inter-latin-wght-normal.woff2", "LICENSE")
        ),
        "@tabler/icons": Package("3.51.0", UI / "icons", (*icons, "LICENSE")),
        "axe-core": Package("4.14.1", ROOT / "tests/browser/vendor/axe", ("axe.min.js", "LICENSE")),
    }


def pack(name: str, version: str, folder: str) -> tuple[tarfile.TarFile, str]:
    """Fetch one package with the npm client; return the archive and its integrity string."""
    command = ["npm", "pack", f"{name}@{version}", "--json", "--silent"]
    answer = json.loads(subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout)
    entry = answer[0] if isinstance(answer, list) else next(iter(answer.values()))
    file_name = entry["filename"].replace("@", "").replace("/", "-")
    return tarfile.open(Path(folder) / file_name), entry["integrity"]


def members(archive: tarfile.TarFile) -> dict[str, bytes]:
    """Return the files of an npm archive by their path inside the package."""
    found: dict[str, bytes] = {}
    for member in archive.getmembers():
        handle = archive.extractfile(member) if member.isfile() else None
        if handle is not None:
            found[member.name.split("/", 1)[1]] = handle.read()
    return found


def bring(name: str, package: Package) -> dict[str, object]:
    """Fetch one package, write its files and return its entry in the lock."""
    with tempfile.TemporaryDirectory() as folder:
        archive, integrity = pack(name, package.version, folder)
        content = members(archive)
    package.folder.mkdir(parents=True, exist_ok=True)
    hashes: dict[str, str] = {}
    for file in package.files:
        data = SOURCE_MAP.sub(b"\n", content[file])
        target = package.folder / Path(file).name
        target.write_bytes(data)
        hashes[target.relative_to(ROOT).as_posix()] = hashlib.sha256(data).hexdigest()
    licence = json.loads(content["package.json"]).get("license")
    return {"version": package.version, "licence": licence, "integrity": integrity, "files": hashes}


def main(arguments: list[str]) -> int:
    """Run the tool."""
    missing = sorted(icons_used() - set(icon_names()))
    if "--needed" in arguments:
        print("\n".join(missing))
        return 0
    if missing:
        ICON_LIST.write_text("\n".join(sorted({*icon_names(), *missing})) + "\n")
    lock = json.loads(LOCK.read_text()) if LOCK.exists() else {}
    for name, package in wanted().items():
        if not arguments or name in arguments:
            lock[name] = bring(name, package)
            print(f"{name} {package.version}: {len(package.files)} files")
    LOCK.write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
