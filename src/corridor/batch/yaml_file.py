"""Read a YAML file so that every later complaint can name the line.

Plain data only; a key given twice, a broken encoding and a number written as 1e-6 (which YAML 1.1 takes for text)
are the traps that this reader closes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from corridor.batch import schemas
from corridor.kernel.errors import N_, DataUnavailable, InputError

Place = tuple[str | int, ...]
MOST_PARTS = 200_000

# YAML 1.1 reads 1e-6 as text, 010 as eight, 1:30 as ninety and NO (Norway) as false. Dates stay text too, so that a
# day that does not exist is refused with its place and not by the reader.
_PLAIN = {
    "tag:yaml.org,2002:bool": (re.compile(r"^(?:true|True|false|False)$"), "tTfF"),
    "tag:yaml.org,2002:int": (re.compile(r"^[-+]?[0-9]+$"), "-+0123456789"),
    "tag:yaml.org,2002:float": (
        re.compile(
            r"^[-+]?(?:(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+|\.(?:inf|Inf))$"
            r"|^\.(?:nan|NaN)$"
        ),
        "-+0123456789.",
    ),
}


class _Loader(yaml.SafeLoader):
    """The safe loader with numbers, dates and truth values as people write them."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in (*_PLAIN, "tag:yaml.org,2002:timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _tag, (_pattern, _first) in _PLAIN.items():
    _Loader.add_implicit_resolver(_tag, _pattern, list(_first))


def _whole(loader: _Loader, node: yaml.ScalarNode) -> int:
    return int(loader.construct_scalar(node))


_Loader.add_constructor("tag:yaml.org,2002:int", _whole)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The data of a file and the line on which each part of it begins."""

    path: Path
    data: object
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of a part, or of the nearest part around it."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)

    def error(self, place: Place, message: str, hint: str, **params: object) -> InputError:
        """Return the error for a part of the file; `message` may use file, line and field."""
        field = ".".join(str(step) for step in place)
        named = {
            "file": self.path.name,
            "line": self.line(place),
            "field": field or "file",
        }
        return InputError(message, hint=hint, field=field, params=named | params)

    def refusal(self, refused: InputError, place: Place) -> InputError:
        """Return what an engine refused, with the place in this file that it comes from."""
        return self.error(
            place,
            N_("%(file)s, line %(line)s: %(problem)s"),
            "%(advice)s",
            problem=refused.sentence(),
            advice=refused.advice(),
        )


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as missing:
        raise DataUnavailable(
            N_("The file %(file)s does not exist."),
            hint=N_("Check the path."),
            params={"file": str(path)},
        ) from missing
    except (OSError, UnicodeDecodeError) as unreadable:
        raise InputError(
            N_("The file %(file)s cannot be read as UTF-8 text."),
            hint=N_("Save it as UTF-8 and try again."),
            params={"file": path.name},
        ) from unreadable


def _lines(node: yaml.Node, place: Place, found: dict[Place, int], path: Path) -> None:
    found[place] = node.start_mark.line + 1
    if len(found) > MOST_PARTS:
        raise InputError(
            N_("%(file)s holds more than %(most)s values."),
            hint=N_("Split the file; a reference that repeats other references grows without end."),
            params={"file": path.name, "most": MOST_PARTS},
        )
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _lines(item, (*place, index), found, path)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*place, str(key.value))
            if inner in found:
                raise InputError(
                    N_("%(file)s, line %(line)s: the name %(name)s stands twice."),
                    hint=N_("Keep one of the two."),
                    field=str(key.value),
                    params={
                        "file": path.name,
                        "line": key.start_mark.line + 1,
                        "name": key.value,
                    },
                )
            _lines(value, inner, found, path)


def read(path: Path) -> YamlFile:
    """Read a file.

    Raises
    ------
    DataUnavailable : the file does not exist
    InputError : it is not UTF-8, not YAML, or names something twice
    """
    text = _read_text(path)
    found: dict[Place, int] = {}
    try:
        node = yaml.compose(text, Loader=_Loader)
        if node is not None:
            _lines(node, (), found, path)
        return YamlFile(path, yaml.load(text, Loader=_Loader), found)  # noqa: S506 - a subclass of the safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as broken:
        mark = getattr(broken, "problem_mark", None)
        raise InputError(
            N_("%(file)s, line %(line)s: this is not valid YAML (%(problem)s)."),
            hint=N_("Check indentation, quotes and brackets around that line."),
            params={
                "file": path.name,
                "line": mark.line + 1 if mark else 1,
                "problem": getattr(broken, "problem", "") or "unreadable value",
            },
        ) from broken


def read_checked(path: Path, schema: str) -> YamlFile:
    """Read a file and hold it against a packaged schema.

    Raises
    ------
    DataUnavailable, InputError : as in `read`; InputError also names the first part that breaks the schema
    """
    document = read(path)
    problem = best_match(Draft202012Validator(schemas.load(schema)).iter_errors(document.data))
    if isinstance(problem, ValidationError):
        raise document.error(
            tuple(problem.absolute_path),
            N_("%(file)s, line %(line)s, %(field)s: %(problem)s."),
            N_("Run corridor schema %(schema)s to see what the file may hold."),
            problem=shorten(problem.message, 200, placeholder=" ...").rstrip("."),
            schema=schema,
        )
    return document
