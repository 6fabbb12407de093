"""Outlines of countries and how they are laid on paper: two projections that keep areas true, one view box for each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

HERE: Final = Path(__file__).resolve().parent
Region = Literal["afro_europe", "world"]
Points = NDArray[np.float64]

# What the close map holds: Europe, the Mediterranean, the Middle East and Africa north of the equator.
NEAR_BOX: Final = (-30.0, -8.0, 62.0, 68.0)
MARGIN_DEGREES: Final = 5.0


class Country(NamedTuple):
    """One outline: where it belongs and its rings as longitude and latitude."""

    iso3: str
    rings: tuple[Points, ...]


class Box(NamedTuple):
    """A part of the world, in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class View:
    """A projected part of the world on a sheet of a given size."""

    region: Region
    box: Box
    width: float
    height: float
    scale: float
    shift: tuple[float, float]

    def place(self, lonlat: Points) -> Points:
        """Return places on the sheet for longitudes and latitudes."""
        placed: Points = project(lonlat, self.region, self.box) * self.scale + np.array(self.shift)
        return placed


@lru_cache(2)
def countries(region: Region) -> tuple[Country, ...]:
    """Return the outlines of a region."""
    rows = json.loads((HERE / f"geo_{region}.json").read_text(encoding="utf-8"))
    return tuple(Country(row["iso3"], tuple(np.array(r, float) for r in row["rings"])) for row in rows)


@lru_cache(1)
def centres() -> dict[str, tuple[float, float]]:
    """Return the middle of every country, small islands included."""
    rows = json.loads((HERE / "geo_centres.json").read_text(encoding="utf-8"))
    return {iso3: (lon, lat) for iso3, (lon, lat) in rows.items()}


def project(lonlat: Points, region: Region, box: Box) -> Points:
    """Lay longitudes and latitudes on a plane, north up, y growing downwards."""
    return _equal_earth(lonlat) if region == "world" else _lambert(lonlat, box)


def _lambert(lonlat: Points, box: Box) -> Points:
    """Lambert's azimuthal equal-area projection around the middle of the box."""
    lon0, lat0 = (box.west + box.east) / 2, np.radians((box.south + box.north) / 2)
    lam, phi = np.radians(lonlat[..., 0] - lon0), np.radians(lonlat[..., 1])
    cosine = np.sin(lat0) * np.sin(phi) + np.cos(lat0) * np.cos(phi) * np.cos(lam)
    k = np.sqrt(2.0 / np.maximum(1.0 + cosine, 1e-9))
    x = k * np.cos(phi) * np.sin(lam)
    y = k * (np.cos(lat0) * np.sin(phi) - np.sin(lat0) * np.cos(phi) * np.cos(lam))
    return np.stack([x, -y], -1)


def _equal_earth(lonlat: Points) -> Points:
    """Equal Earth (Savric, Patterson, Jenny 2018)."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    lam, phi = np.radians(lonlat[..., 0] - 10.0), np.radians(lonlat[..., 1])
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(phi))
    slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
    x = 2 * np.sqrt(3) * lam * np.cos(theta) / (3 * slope)
    y = a4 * theta**9 + a3 * theta**7 + a2 * theta**3 + a1 * theta
    return np.stack([x, -y], -1)


def region_for(codes: Iterable[str]) -> Region:
    """Return the closest map that holds all these countries."""
    west, south, east, north = NEAR_BOX
    spots = [centres()[code] for code in codes if code in centres()]
    near = all(west < lon < east and south < lat < north for lon, lat in spots)
    return "afro_europe" if near else "world"


def box_for(codes: Iterable[str], region: Region) -> Box:
    """Return the part of the region that shows these countries with some room around them."""
    if region == "world":
        return Box(-170.0, -56.0, 190.0, 80.0)
    spots = np.array([centres()[code] for code in codes if code in centres()] or [(0.0, 40.0)])
    (west, south), (east, north) = spots.min(0) - MARGIN_DEGREES, spots.max(0) + MARGIN_DEGREES
    limits = NEAR_BOX
    return Box(max(west, limits[0]), max(south, limits[1]), min(east, limits[2]), min(north, limits[3]))


@lru_cache(32)
def view(region: Region, box: Box, width: float, height: float) -> View:
    """Return the largest view in which the whole box fits on the sheet."""
    lon, lat = np.linspace(box.west, box.east, 25), np.linspace(box.south, box.north, 25)
    edge = np.array([(x, y) for x in lon for y in lat])
    flat = project(edge, region, box)
    low, high = flat.min(0), flat.max(0)
    scale = float(min(width / (high[0] - low[0]), height / (high[1] - low[1])))
    middle = (low + high) / 2 * scale
    return View(region, box, width, height, scale, (float(width / 2 - middle[0]), float(height / 2 - middle[1])))


@lru_cache(32)
def outlines(look: View) -> tuple[tuple[str, str], ...]:
    """Return (code, path) for every country in view; whole units and relative steps keep the paths short."""
    drawn = []
    for country in countries(look.region):
        path = "".join(_ring_path(look.place(ring), look.width, look.height) for ring in country.rings)
        if path:
            drawn.append((country.iso3, path))
    return tuple(drawn)


def _ring_path(points: Points, width: float, height: float) -> str:
    (left, top), (right, bottom) = points.min(0), points.max(0)
    if right < -40 or left > width + 40 or bottom < -40 or top > height + 40:
        return ""
    whole = np.round(points).astype(int)
    whole = whole[np.r_[True, (np.diff(whole, axis=0) != 0).any(1)]]
    if len(whole) < 3:
        return ""
    steps = " ".join(f"{x} {y}" for x, y in np.diff(whole, axis=0)[:-1]).replace(" -", "-")
    return f"M{whole[0][0]} {whole[0][1]}l{steps}z"
