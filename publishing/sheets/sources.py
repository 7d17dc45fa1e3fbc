"""Where bytes come from: memory, a file, or a member of a vetted archive. Plain code without Django."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .problems import SheetError

MEGABYTE = 1024 * 1024
LARGEST = 100  # megabytes of a file as it comes


@dataclass(frozen=True)
class Source:
    """Something that can be read from its start as often as needed, so that nobody has to hold all of it.

    name    what editors know it by
    size    bytes
    opener  gives a fresh binary file at its start
    """

    name: str
    size: int
    opener: Callable[[], BinaryIO]

    def open(self) -> BinaryIO:
        return self.opener()

    def head(self, length: int) -> bytes:
        with self.open() as file:
            return file.read(length)

    def read(self) -> bytes:
        with self.open() as file:
            return file.read()


def source_of(data: bytes | str | Path, name: str = "") -> Source:
    """A source for bytes, or for the file at a path. Raises SheetError when it is missing, empty or too big."""
    if isinstance(data, bytes | bytearray | memoryview):
        data = bytes(data)
        source = Source(name, len(data), lambda: io.BytesIO(data))
    else:
        path = Path(data)
        name = name or path.name
        try:
            source = Source(name, path.stat().st_size, lambda: path.open("rb"))
        except (OSError, ValueError) as error:
            raise SheetError("not_found", name, file=name) from error
    if source.size == 0:
        raise SheetError("empty", file=name)
    if source.size > LARGEST * MEGABYTE:
        raise SheetError("too_big", file=name, limit=LARGEST)
    return source
