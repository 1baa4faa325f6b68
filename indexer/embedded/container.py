"""A file of named arrays, memory-mapped: one container holds everything of a segment.

    8 bytes   magic
    4 bytes   format number, little endian
    4 bytes   length of the directory
    4 bytes   CRC-32 of the directory
    directory JSON: per array its dtype, shape, offset and CRC-32
    arrays    each at an offset that is a multiple of 64, so that vector instructions meet whole lines

Arrays are little endian. Nothing is read before it is asked for; pages are shared between processes.
"""

import json
import math
import mmap
import os
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np

from indexer.durable import write_durably
from indexer.embedded.arrays import Array

FORMAT_NUMBER = 2
_MAGIC = b"NLARRAYS"
_ALIGNMENT = 64
_HEAD = len(_MAGIC) + 12


class DamagedContainer(ValueError):
    """The file is no container, of another format number, or shorter than it says."""


class Container(Mapping[str, Array]):
    """The arrays of a file. A mapped file stays open as long as one of its arrays is in use."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            if not os.fstat(file.fileno()).st_size:
                raise DamagedContainer(f"{path.name} is empty")
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._directory = _directory(self._data, path)
        self._opened: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        opened = self._opened.get(name)
        if opened is None:
            dtype, shape, offset, _ = self._directory[name]
            count = math.prod(shape)
            opened = np.frombuffer(self._data, dtype, count, offset).reshape(shape)
            self._opened[name] = opened
        return opened

    def __iter__(self) -> Iterator[str]:
        return iter(self._directory)

    def __len__(self) -> int:
        return len(self._directory)

    def damaged(self) -> tuple[str, ...]:
        """The names of the arrays whose bytes are not those that were written. Reads everything."""
        return tuple(
            name for name, (_, _, _, checksum) in self._directory.items() if _checksum(self[name]) != checksum
        )

    def has_clean_gaps(self) -> bool:
        """Whether there is nothing but zeros between the arrays, and nothing after the last."""
        end = _HEAD + int.from_bytes(self._data[12:16], "little")
        for dtype, shape, offset, _ in self._directory.values():
            if self._data[end:offset].strip(b"\0"):
                return False
            end = offset + dtype.itemsize * math.prod(shape)
        return len(self._data) == _aligned(end) and not self._data[end:].strip(b"\0")


def write_container(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write the arrays and make them durable before the name appears in the folder."""
    arrays = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    directory: dict[str, tuple[str, list[int], int, int]] = {}
    offset = 0
    for name, array in arrays.items():
        directory[name] = (array.dtype.str, list(array.shape), offset, _checksum(array))
        offset = _aligned(offset + array.nbytes)
    text = json.dumps(directory).encode()
    base = _aligned(_HEAD + len(text))
    numbers = (FORMAT_NUMBER, len(text), zlib.crc32(text))

    def write(file: IO[bytes]) -> None:
        file.write(_MAGIC + b"".join(number.to_bytes(4, "little") for number in numbers) + text)
        for name, array in arrays.items():
            file.seek(base + directory[name][2])
            file.write(array.data)
        file.truncate(base + offset)

    write_durably(path, write)


def _directory(data: mmap.mmap, path: Path) -> dict[str, tuple[Any, tuple[int, ...], int, int]]:
    if data[: len(_MAGIC)] != _MAGIC:
        raise DamagedContainer(f"{path.name} is not a file of arrays")
    if int.from_bytes(data[8:12], "little") != FORMAT_NUMBER:
        raise DamagedContainer(f"{path.name} has another format number")
    length = int.from_bytes(data[12:16], "little")
    base = _aligned(_HEAD + length)
    text = data[_HEAD : _HEAD + length]
    if zlib.crc32(text) != int.from_bytes(data[16:20], "little"):
        raise DamagedContainer(f"the directory of {path.name} cannot be read")
    try:
        directory = {
            name: (np.dtype(dtype), tuple(shape), base + offset, checksum)
            for name, (dtype, shape, offset, checksum) in json.loads(text).items()
        }
    except (ValueError, TypeError, AttributeError) as error:
        raise DamagedContainer(f"the directory of {path.name} cannot be read") from error
    end = base
    for dtype, shape, offset, _ in directory.values():
        if dtype.kind not in "biuf" or min(offset, *shape) < 0:
            raise DamagedContainer(f"the directory of {path.name} cannot be read")
        end = max(end, offset + dtype.itemsize * math.prod(shape))
    if _aligned(end) > len(data):
        raise DamagedContainer(f"{path.name} is cut short")
    return directory


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT


def _checksum(array: Array) -> int:
    return zlib.crc32(array.data) if array.size else 0
