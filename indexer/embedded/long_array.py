"""An array that comes in pieces and need not be held in memory."""

import mmap
import tempfile
from pathlib import Path
from typing import IO

import numpy as np

from indexer.embedded.arrays import Array

_BYTES_HELD = 8_000_000
"""Less is not worth a file."""


class LongArray:
    """Puts pieces of one dtype and one dimension end to end.

    With a folder they lie in an unnamed file there, which goes when nobody uses the array any more, even if
    the process is killed. Its pages are in memory as far as there is room. Without one they are held.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._held: list[Array] = []
        self._bytes_held = 0
        self._file: IO[bytes] | None = None

    def append(self, piece: Array) -> None:
        """Raises `OSError` if the file cannot be written."""
        self._dtype = piece.dtype
        self._held.append(piece)
        self._bytes_held += piece.nbytes
        if self._folder is not None and self._bytes_held > _BYTES_HELD:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed by `whole`
            self._write(self._file)

    def whole(self) -> Array:
        """All pieces as one; none can be added any more. There has to be one, be it empty."""
        if self._file is None:
            return self._held[0] if len(self._held) == 1 else np.concatenate(self._held)
        with self._file as file:
            self._write(file)
            file.flush()
            return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), self._dtype)

    def _write(self, file: IO[bytes]) -> None:
        for piece in self._held:
            file.write(np.ascontiguousarray(piece).data)
        self._held, self._bytes_held = [], 0
