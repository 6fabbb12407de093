"""A person's CV from one format into another, with a list of what could not be carried.

`read_cv` makes a canonical profile of a file's bytes, `write_cv` makes a file of a profile. Whoever shows or keeps
profiles, a page or a command, needs these two.
"""

from corridor.batch.cv.convert import FORMATS, Reading, Writing, read_cv, write_cv
from corridor.batch.cv.types import Profile

__all__ = ["FORMATS", "Profile", "Reading", "Writing", "read_cv", "write_cv"]
