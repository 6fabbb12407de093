"""English sentences are found where a reader would meet them, and nowhere else."""

import pytest

from tools.readable import english_sentences

ARABIC, FRENCH = '<html lang="ar" dir="rtl">', '<html lang="fr" dir="ltr">'


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (f"{ARABIC}<p>فرص العمل</p>", []),
        (f"{ARABIC}<p>Nothing has been entered yet</p>", ["Nothing has been entered yet"]),
        (f'{ARABIC}<p lang="en">Nothing has been entered yet</p><p>تم</p>', []),
        (f"{ARABIC}<p><bdi>Ministry of Labour and Employment</bdi> تم</p>", []),
        (f'{ARABIC}<input placeholder="Write what happened then">', ["Write what happened then"]),
        (f"{ARABIC}<p>Web developer</p>", []),
        (f"{FRENCH}<p>Ceci est une phrase simple</p>", []),
        (f"{FRENCH}<p>Open the case now</p>", ["Open the case now"]),
        (f"{FRENCH}<p>Ce qui est noté</p>", []),
    ],
)
def test_english_is_found_where_a_reader_would_meet_it(page, found):
    assert english_sentences(page) == found
