"""Make the country outlines of the maps: world-atlas (Natural Earth) to simplified longitude and latitude by ISO code.

    python -m tools.build_geo      writes src/corridor/ui/viz/geo_{afro_europe,world}.json

Maintainers run it with the npm client. Borders stay shared because the shared arcs are simplified before they are put
together to rings.
"""

import json
import sys
import tempfile

import numpy as np
from babel.core import get_global

from corridor.kernel.errors import CorridorError
from corridor.kernel.places import Iso3
from tools.vendor import ROOT, members, pack

TARGET = ROOT / "src/corridor/ui/viz"
VERSION = "2.0.2"
# Features that Natural Earth keeps apart and that have no number of their own.
NAMED = {"Kosovo": "XKX", "N. Cyprus": "CYP-N", "Somaliland": "SOM-S", "Siachen Glacier": ""}
REGIONS = {
    "afro_europe": ("50m", (-30.0, -8.0, 62.0, 68.0), 0.13, 0.12),
    "world": ("110m", (-180.0, -60.0, 180.0, 84.0), 0.25, 0.5),
}


def iso3_by_number() -> dict[str, str]:
    """Return ISO 3166 alpha-3 by its number, through the aliases that CLDR keeps."""
    numbers = ((code, targets[0]) for code, targets in get_global("territory_aliases").items() if code.isdigit())
    found = {}
    for number, iso2 in numbers:
        try:
            found[number] = str(Iso3.from_iso2(iso2))
        except CorridorError:
            continue
    return found


def simplify(points: np.ndarray, tolerance: float) -> np.ndarray:
    """Douglas and Peucker's simplification; end points stay, so shared arcs stay shared."""
    count = len(points)
    if count < 4:
        return points
    keep = np.zeros(count, bool)
    keep[[0, -1]] = True
    todo = [(0, count - 1)]
    if np.allclose(points[0], points[-1]):
        far = int(np.argmax(np.hypot(*(points - points[0]).T)))
        keep[far] = True
        todo = [(0, far), (far, count - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        chord, inner = points[last] - points[first], points[first + 1 : last] - points[first]
        length = float(np.hypot(*chord))
        cross = np.abs(chord[0] * inner[:, 1] - chord[1] * inner[:, 0])
        distance = cross / length if length else np.hypot(*inner.T)
        worst = int(np.argmax(distance))
        if distance[worst] > tolerance:
            keep[first + 1 + worst] = True
            todo += [(first, first + 1 + worst), (first + 1 + worst, last)]
    return points[keep]


def features(topology: dict, tolerance: float) -> list[tuple[str, str, list[np.ndarray]]]:
    """Return (code, name, outer rings) of every country."""
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [simplify(np.cumsum(np.array(arc, float), axis=0) * scale + shift, tolerance) for arc in topology["arcs"]]
    codes, found = iso3_by_number(), []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = {"MultiPolygon": shape["arcs"], "Polygon": [shape["arcs"]]}.get(shape["type"], [])
        name = shape["properties"]["name"]
        code = codes.get(str(shape.get("id", "")).zfill(3), NAMED.get(name, ""))
        found.append((code, name, [ring(arcs, polygon[0]) for polygon in polygons]))
    return found


def ring(arcs: list[np.ndarray], indices: list[int]) -> np.ndarray:
    """Put the arcs of one ring together."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.concatenate([part if n == 0 else part[1:] for n, part in enumerate(parts)])


def area(points: np.ndarray) -> float:
    """Return the area of a ring in square degrees."""
    x, y = points[:, 0], points[:, 1]
    return float(abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2)


def centre(rings: list[np.ndarray]) -> list[float]:
    """Return the centroid of the largest ring."""
    points = max(rings, key=area)
    x, y = points[:, 0], points[:, 1]
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    total = cross.sum()
    if abs(total) < 1e-9:
        return [round(float(v), 2) for v in points.mean(0)]
    lon, lat = ((x[:-1] + x[1:]) * cross).sum() / (3 * total), ((y[:-1] + y[1:]) * cross).sum() / (3 * total)
    return [round(float(lon), 2), round(float(lat), 2)]


def inside(points: np.ndarray, box: tuple[float, ...]) -> bool:
    """Tell whether a ring touches the box."""
    west, south, east, north = box
    (low_x, low_y), (high_x, high_y) = points.min(0), points.max(0)
    return not (high_x < west or low_x > east or high_y < south or low_y > north)


def region(topology: dict, box: tuple[float, ...], tolerance: float, smallest: float) -> list[dict]:
    """Return the countries of a region with their rings, rounded to a hundredth of a degree."""
    shown = []
    for code, name, rings in features(topology, tolerance):
        kept = [np.round(r, 2).tolist() for r in rings if inside(r, box) and area(r) >= smallest and len(r) >= 4]
        if kept:
            shown.append({"iso3": code, "name": name, "rings": kept})
    return shown


def main() -> int:
    """Run the tool."""
    with tempfile.TemporaryDirectory() as folder:
        content = members(pack("world-atlas", VERSION, folder)[0])
    fine = json.loads(content["countries-50m.json"])
    centres = {code: centre(rings) for code, _name, rings in features(fine, 0.01) if code and rings}
    (TARGET / "geo_centres.json").write_text(json.dumps(dict(sorted(centres.items())), separators=(",", ":")) + "\n")
    (TARGET / "geo_LICENSE.txt").write_bytes(content["LICENSE"])
    for name, (resolution, box, tolerance, smallest) in REGIONS.items():
        topology = json.loads(content[f"countries-{resolution}.json"])
        path = TARGET / f"geo_{name}.json"
        path.write_text(json.dumps(region(topology, box, tolerance, smallest), separators=(",", ":")) + "\n")
        print(path.name, path.stat().st_size // 1024, "KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
