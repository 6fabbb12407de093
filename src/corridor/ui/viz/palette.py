"""The colours of charts. Screens take them from classes; these attributes serve paper and e-mail.

Eight series in an order that people with any kind of colour blindness tell apart (Okabe and Ito's family, darkened
until each has a contrast of at least 4.5 to 1 on white).
"""

from typing import Final

SERIES: Final = ("#0b5cad", "#b45309", "#0f766e", "#8b3a8f", "#4d5a6b", "#9f1239", "#3f6212", "#1e3a8a")
INK: Final = "#16263a"
SOFT: Final = "#4c5b6e"
LINE: Final = "#d5dde6"
TRACK: Final = "#e3e9f0"
PAPER: Final = "#ffffff"
LAND: Final = "#e6ebf0"
SEA: Final = "#f6f9fc"
ORIGIN: Final = "#f3d9b8"
DESTINATION: Final = "#b9cfe6"
BAD: Final = "#b3261e"


def series_colour(series: int) -> str:
    """Return the colour of a series; more than eight start again."""
    return SERIES[series % len(SERIES)]
