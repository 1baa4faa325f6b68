"""Compressed streams that cannot swell without end."""

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from typing import IO, Any

from indexer.sources.formats import Format
from indexer.sources.unfit import Unfit

ALWAYS_ALLOWED = 256 * 2**20
MAX_RATIO = 200
"""Articles pack to a fifth, repetitive exports to a fiftieth; bombs to a thousandth."""

_BUFFER = 2**18


class Exhausted(Unfit):
    """One file has unpacked to so much that nothing more is taken out of it."""


class Allowance:
    """How many bytes one file may unpack to, everything nested in it counted together.

    `packed` tells how many bytes of the file itself have been read by now.
    """

    def __init__(self, packed: Callable[[], int]) -> None:
        self._packed = packed
        self._unpacked = 0

    def take(self, size: int) -> None:
        """Count further bytes. Raises `Exhausted` when they are too many for what they came from."""
        self._unpacked += size
        if self._unpacked > ALWAYS_ALLOWED and self._unpacked > self._packed() * MAX_RATIO:
            raise Exhausted(
                f"it unpacks to more than {MAX_RATIO} times its size and "
                f"{ALWAYS_ALLOWED >> 20} MiB; it is not read further"
            )


class Counted(io.RawIOBase):
    """A stream that knows how many bytes were read from it, and tells whoever wants to know."""

    def __init__(self, stream: IO[bytes], told: Callable[[int], None] | None = None) -> None:
        self._stream = stream
        self._told = told
        self.count = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        data = self._taken(len(view))
        view[: len(data)] = data
        self.count += len(data)
        if self._told:
            self._told(len(data))
        return len(data)

    def _taken(self, size: int) -> bytes:
        return self._stream.read(size)


def unpacked(stream: IO[bytes], packing: Format, allowance: Allowance) -> io.BufferedReader:
    """The content of a compressed stream; reading it raises `Exhausted` beyond the allowance."""
    return io.BufferedReader(_OneWay(_opened(stream, packing), allowance.take), _BUFFER)


def bounded(stream: IO[bytes], allowance: Allowance) -> io.BufferedReader:
    """The stream of a member of an archive, held to the allowance."""
    return io.BufferedReader(_OneWay(stream, allowance.take), _BUFFER)


def _opened(stream: IO[bytes], packing: Format) -> IO[bytes]:
    match packing:
        case Format.GZIP:
            return gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]
        case Format.BZIP2:
            return bz2.open(stream)
        case _:
            return lzma.open(stream)


class _OneWay(Counted):
    """A stream without going back, since that would unpack everything anew.

    What comes before a damage is handed out before the damage is raised.
    """

    _damage: Exception | None = None

    def seekable(self) -> bool:
        return False

    def _taken(self, size: int) -> bytes:
        if self._damage:
            raise self._damage
        taken = bytearray()
        try:
            while len(taken) < size and (piece := self._stream.read1(size - len(taken))):  # type: ignore[attr-defined]
                taken += piece
        except Exception as error:
            if not taken:
                raise
            self._damage = error
        return bytes(taken)
