"""An XML document as a tree that knows its lines, read without anything that a document could ask of its reader.

A document type is refused the moment it begins: with it go external entities, entity bombs and parameter entities.
Nothing is fetched, ever. A reader takes the nodes that it has a place for; what nobody took could not be mapped.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from corridor.batch.cv.refusal import DEPTH_CEILING, too_deep
from corridor.kernel.errors import N_, InputError

NODE_CEILING: Final = 100_000
TECHNICAL: Final = frozenset(
    {
        "schemeID",
        "schemeName",
        "schemeAgencyName",
        "schemeVersionID",
        "listName",
        "listURI",
        "listVersionID",
        "listID",
        "listAgencyID",
        "languageID",
        "languageCode",
        "typeCode",
        "name",
        "type",
        "schemaLocation",
        "mimeCode",
        "encodingCode",
        "filename",
        "sequence",
        "key",
        "majorVersionID",
    }
)
"""Attributes that say how a value is written, not what it is."""


@dataclass
class Node:
    """An element; `tag` is its local name: the prefixes of the dialect differ from file to file."""

    tag: str
    space: str
    line: int
    path: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    is_taken: bool = False

    @property
    def text(self) -> str:
        """The text that stands directly in the element."""
        return "".join(self.pieces).strip()

    @property
    def place(self) -> str:
        """Where the element stands, for people."""
        return f"line {self.line}, {self.path}"

    def all(self, *tags: str) -> Iterator["Node"]:
        """Yield the elements at a path of local names, in the order of the document."""
        if not tags:
            yield self
            return
        for child in self.children:
            if child.tag == tags[0]:
                yield from child.all(*tags[1:])

    def first(self, *tags: str) -> "Node | None":
        """Return the first element at a path that nobody took."""
        return next((node for node in self.all(*tags) if not node.is_taken), None)

    def take(self, *tags: str) -> str | None:
        """Return the text of the first filled element at a path that nobody took, and take it."""
        for node in self.all(*tags):
            if not node.is_taken and node.text:
                node.is_taken = True
                return node.text
        return None

    def leaves(self) -> Iterator[tuple[str, int, str, "Node"]]:
        """Yield path, line and text of every text, and of every attribute that says something."""
        if self.text:
            yield self.path, self.line, self.text, self
        for name, value in self.attributes.items():
            if name not in TECHNICAL and value:
                yield f"{self.path}/@{name}", self.line, value, self
        for child in self.children:
            yield from child.leaves()


def parse(data: bytes, name: str) -> Node:
    """Return the root of a document."""
    builder = _Builder(name)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _broken(name, error.lineno, error.offset + 1, expat.ErrorString(error.code)) from error
    except (LookupError, ValueError) as error:
        # The declaration names an encoding that is not known, or one of several bytes to the letter.
        raise _broken(name, 1, 1, str(error)) from error
    assert builder.root is not None
    return builder.root


def _broken(name: str, line: int, column: int, what: str) -> InputError:
    return InputError(
        N_("%(file)s, line %(line)s, column %(column)s: the XML is broken (%(what)s)."),
        hint=N_("Download the file again; if it was edited by hand, correct this line."),
        params={"file": name, "line": line, "column": column, "what": what},
        code="xml",
    )


class _Builder:
    """Hangs the elements of a document into each other as they come."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node | None = None
        self.open: list[Node] = []
        self.counts: list[dict[str, int]] = [{}]
        self.nodes = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _refuse(self, *_: object) -> None:
        raise InputError(
            N_("%(file)s, line %(line)s: the file declares a document type, which no CV needs."),
            hint=N_("Remove everything from <!DOCTYPE to its end, or download the CV again from where it was made."),
            params={"file": self.name, "line": self.parser.CurrentLineNumber},
            code="doctype",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        line = self.parser.CurrentLineNumber
        self.nodes += 1
        if self.nodes > NODE_CEILING:
            raise _broken(self.name, line, 1, f"more than {NODE_CEILING} elements")
        if len(self.open) >= DEPTH_CEILING:
            raise too_deep(self.name, line)
        own = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(tag, space, line, self._path(tag), own)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)
        self.counts.append({})

    def _path(self, tag: str) -> str:
        counts = self.counts[-1]
        counts[tag] = counts.get(tag, 0) + 1
        number = f"[{counts[tag]}]" if counts[tag] > 1 else ""
        return f"{self.open[-1].path if self.open else ''}/{tag}{number}"

    def _end(self, _: str) -> None:
        self.open.pop()
        self.counts.pop()

    def _text(self, text: str) -> None:
        if self.open:
            self.open[-1].pieces.append(text)
