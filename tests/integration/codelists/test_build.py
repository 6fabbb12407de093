"""The packaged lists are exactly what the maintainers' script derives from the published data."""

import importlib.util
from pathlib import Path

import pytest

from corridor.knowledge.codelists import rules

SCRIPT = Path(__file__).resolve().parents[3] / "tools/build_codelists.py"


@pytest.fixture
def build(shared_data, tmp_path, monkeypatch):
    monkeypatch.setenv("CORRIDOR_SHARED", str(shared_data))
    spec = importlib.util.spec_from_file_location("build_codelists", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "TARGET", tmp_path)
    return module


def test_building_again_gives_the_packaged_files_byte_for_byte(build, tmp_path):
    build.main()

    built = sorted(tmp_path.glob("*.csv"))
    assert len(built) == 10
    assert [p.name for p in built if p.read_bytes() != (rules.DATA / p.name).read_bytes()] == []


def test_a_missing_source_is_named(build, tmp_path, monkeypatch):
    monkeypatch.setenv("CORRIDOR_SHARED", str(tmp_path / "nowhere"))

    with pytest.raises(SystemExit, match="Set CORRIDOR_SHARED"):
        build.main()
