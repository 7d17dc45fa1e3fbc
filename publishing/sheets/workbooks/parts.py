"""The XML parts of a workbook, unpacked piece by piece and never trusted."""

import re
from xml.etree import ElementTree
from xml.parsers import expat

from ..problems import SheetError
from ..sources import MEGABYTE

WINDOW = 4 * MEGABYTE

DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)")
ENCODED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{0,40})", re.IGNORECASE)


def guarded(archive, name):
    """The pieces of a part, as long as it is UTF-8 and declares nothing."""
    before = b""
    for piece in archive.pieces(name):
        if not before:
            encoding = ENCODED.match(piece[3:] if piece.startswith(b"\xef\xbb\xbf") else piece)
            if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
                raise SheetError("broken")
            if b"\0" in piece[:200] or piece.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise SheetError("broken")
        if DECLARED.search(before + piece):
            raise SheetError("declares_entities", name)
        yield piece
        before = piece[-16:]


def windows(pieces):
    """Stretches of some megabytes that end before a row or cell, so that none is cut."""
    kept, size = [], 0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size >= WINDOW:
            joined = b"".join(kept)
            cut = max(
                joined.rfind(b"<row "), joined.rfind(b":row "), joined.rfind(b"<c "), joined.rfind(b":c ")
            )
            cut = joined.rfind(b"<", 0, cut + 1)
            if cut <= 0:  # one cell of megabytes, or no sheet at all
                raise SheetError("broken")
            yield joined[:cut]
            kept, size = [joined[cut:]], len(joined) - cut
    yield b"".join(kept)


def new_parser():
    parser = expat.ParserCreate()
    parser.buffer_text = True
    return parser


def feed(parser, pieces):
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise SheetError("broken") from error


def tree(archive, name):
    """A small part as a tree. It has been searched for declarations, so nothing in it can expand."""
    if archive.members[name].file_size > 4 * MEGABYTE:
        raise SheetError("broken")
    content = b"".join(guarded(archive, name))
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise SheetError("broken") from error


def member(archive, path):
    """The member of this name as it is really written; Office does not mind capitals."""
    if path in archive.members:
        return path
    return next((name for name in archive.members if name.lower() == path.lower()), "")


def digits(text):
    """The number in an attribute; 0 where there is none, or none that can be."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
