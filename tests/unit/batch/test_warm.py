"""Compiled loops are made beforehand, and the command says whether they are kept."""

from pathlib import Path

from corridor.batch import warm


def test_loops_are_compiled_once_and_the_place_is_named(capsys):
    made = warm.warm_caches()

    assert made.seconds > 0
    assert Path(made.folder).is_dir()
    assert made.is_kept
    assert made.folder in made.sentence()


def test_a_folder_that_cannot_be_written_is_said_with_the_remedy():
    sentence = warm.Warmed(12.34, "/read/only", is_kept=False).sentence()

    assert "12.3 seconds" in sentence
    assert "NUMBA_CACHE_DIR" in sentence


def test_the_command_has_one_document_for_programs(monkeypatch):
    monkeypatch.setattr(warm, "warm_caches", lambda: warm.Warmed(1.5, "/kept", is_kept=True))

    outcome = warm.run(None)

    assert outcome.document == {"seconds": 1.5, "folder": "/kept", "kept": True}
    assert outcome.text.startswith("The engines are ready")
