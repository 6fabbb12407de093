"""Seconds by phase, and how far a match has come."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Clock:
    """Seconds by phase, on the wall and of all processors; `shows` writes to standard error how far the match is."""

    shows: bool
    seconds: dict[str, float] = field(default_factory=dict)
    cpu_seconds: dict[str, float] = field(default_factory=dict)
    began: float = field(default_factory=time.perf_counter)
    worked: float = field(default_factory=time.process_time)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time a phase; a phase may come several times, and two at once: then both count what all processors did."""
        self.say(f"{name} ...")
        start, worked = time.perf_counter(), time.process_time()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - start, 3)
        self.cpu_seconds[name] = round(self.cpu_seconds.get(name, 0.0) + time.process_time() - worked, 3)

    def total(self) -> tuple[float, float]:
        """Return the seconds since the start, on the wall and of all processors."""
        return round(time.perf_counter() - self.began, 3), round(time.process_time() - self.worked, 3)

    def rows(self, done: int, count: int) -> None:
        """Say how many of the asking rows have their lists."""
        self.say(f"{done:,} of {count:,} rows")

    def say(self, text: str) -> None:
        """Say something with the seconds since the start."""
        if self.shows:
            print(f"{time.perf_counter() - self.began:8.1f} s  {text}", file=sys.stderr, flush=True)
