"""ZIP archives from strangers, vetted before anything is unpacked. Plain code without Django.

What is refused: more members or bytes than a sheet needs, members that unpack to far more than they take, names
that lead elsewhere, passwords, odd ways of packing. The directory of an archive can lie about sizes, and other
libraries believe the stream rather than the directory; so unpacking counts along and stops at the first lie.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from .problems import SheetError
from .sources import MEGABYTE, Source

MEMBERS = 200
UNPACKED = 200  # megabytes, all members together
TIMES = 200  # how often its own size a member may unpack to, once it is larger than a megabyte
DIRECTORY = MEGABYTE  # bytes; 200 names take far less
PIECE = 64 * 1024
END = struct.Struct("<4s4H2LH")  # end of central directory
LOCAL = struct.Struct("<4s2B4HL2L2H")  # local file header
NESTED = (
    ".zip",
    ".7z",
    ".rar",
    ".gz",
    ".bz2",
    ".xz",
    ".tar",
    ".tgz",
    ".jar",
    ".xlsx",
    ".xlsm",
    ".ods",
    ".docx",
)
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, EOFError, OSError,
          RuntimeError, OverflowError, LookupError)  # fmt: skip


class Archive:
    """The members of a ZIP whose directory has been checked.

    Raises SheetError while it is made, and for a member whose content is not what the directory says.
    """

    def __init__(self, source: Source):
        self.source = source
        self._check_end()
        try:
            with source.open() as file, zipfile.ZipFile(file) as archive:
                infos = archive.infolist()
        except BROKEN as error:
            raise self._refusal("broken") from error
        if len(infos) > MEMBERS:
            raise self._refusal("too_many_files", limit=MEMBERS)
        self.members: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            self._check(info)
        if sum(info.file_size for info in infos) > UNPACKED * MEGABYTE:
            raise self._refusal("unpacks_too_big", limit=UNPACKED)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member unpacked piece by piece. Raises SheetError as soon as it differs from the directory."""
        info = self.members[name]
        try:
            with self.source.open() as file:
                file.seek(info.header_offset)
                header = LOCAL.unpack(file.read(LOCAL.size))
                if header[0] != b"PK\x03\x04":
                    raise self._refusal("broken")
                file.seek(header[-2] + header[-1], 1)
                unpack = self._inflated if info.compress_type == zipfile.ZIP_DEFLATED else self._stored
                size = check = 0
                for piece in unpack(file, info.compress_size):
                    size += len(piece)
                    if size > info.file_size:
                        break
                    check = zlib.crc32(piece, check)
                    yield piece
                if size != info.file_size or check != info.CRC:
                    raise self._refusal("broken")
        except SheetError:
            raise
        except BROKEN as error:
            raise self._refusal("broken") from error

    def read(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def _stored(self, file, left):
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece

    def _inflated(self, file, left):
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        while left and not inflater.eof:
            packed = file.read(min(PIECE, left))
            if not packed:
                break
            left -= len(packed)
            while packed and not inflater.eof:
                yield inflater.decompress(packed, MEGABYTE)
                packed = inflater.unconsumed_tail
        while not inflater.eof and (rest := inflater.decompress(b"", MEGABYTE)):
            yield rest
        if left or inflater.unused_data or not inflater.eof:
            raise self._refusal("broken")

    def _check_end(self):
        """Refuse a directory of a million names before the standard library has read it."""
        with self.source.open() as file:
            file.seek(max(0, self.source.size - END.size - 65535))
            tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or at + END.size > len(tail):
            raise self._refusal("broken")
        _, _, _, _, count, size, _, _ = END.unpack_from(tail, at)
        if count > MEMBERS or size > DIRECTORY:
            raise self._refusal("too_many_files", limit=MEMBERS)

    def _check(self, info):
        name = _name_of(info)
        parts = name.replace("\\", "/").split("/")
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        leads_out = name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]
        if is_link or leads_out or "\0" in info.orig_filename:
            raise self._refusal("unsafe_name", name)
        if name in self.members:
            raise self._refusal("name_twice", name)
        if info.flag_bits & 0x41:
            raise self._refusal("encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._refusal("odd_packing", name)
        if info.file_size > MEGABYTE and info.file_size > TIMES * info.compress_size:
            raise self._refusal("unpacks_too_far", name, limit=TIMES)
        if not name.endswith("/"):
            self.members[name] = info

    def _refusal(self, code, value="", **details):
        return SheetError(code, value, file=self.source.name, **details)


def is_archive(name: str, head: bytes) -> bool:
    """Whether a member is itself an archive, by its name or its first bytes."""
    return name.lower().endswith(NESTED) or head.startswith(
        (b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
    )


def _name_of(info):
    """The member's name. Windows in Taipei packs Chinese names in Big5 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        written = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "cp950"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
