"""Skills that are near to each other: who lacks a wanted skill has a share of it by the nearest one that she holds.

`reference.py` of matching is the definition, `shares.py` says who has how much of what. Small markets are computed at
once (`broadcast.py`). Large ones are ranked by an upper bound, with the same loops as without a table, and scored
exactly as far as the lists need it (`bounds.py`, `settling.py`, `pieces.py`).
"""
