"""A disk that notes what is done to the files of a folder, and fails when it is told to.

Everything that Python does to files for writing goes through `open`, `os.open`, `os.fsync`, `os.replace` and few
more; these are replaced while the disk is watched. What is done to files elsewhere is let through.
"""

import builtins
import errno
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

_PATCHED = ("open", "mkdir", "replace", "rename", "unlink", "remove", "truncate")


class Done(NamedTuple):
    """`what` was done to `name`, a path within the folder; the folder itself is "."."""

    what: str
    name: str


class Disk:
    """`done` is everything that was done; the call number `fails_at` (from 1) raises `error` instead."""

    def __init__(self, folder: Path, fails_at: int = 0, error: int = errno.ENOSPC) -> None:
        self._folder = folder
        self._fails_at = fails_at
        self._error = error
        self._real = {name: getattr(os, name) for name in _PATCHED}
        self._real_fsync, self._real_open = os.fsync, io.open
        self.done: list[Done] = []

    @property
    def failed(self) -> bool:
        return 0 < self._fails_at <= len(self.done)

    @contextmanager
    def watched(self) -> Iterator[None]:
        with (
            patch.multiple(os, fsync=self._fsync, **{name: self._of_path(name) for name in _PATCHED}),
            patch.object(io, "open", self._open),
            patch.object(builtins, "open", self._open),
        ):
            yield

    def note(self, what: str, path: object) -> None:
        """Count the call; raises the error if it is its turn."""
        name = self._within(path)
        if name is None:
            return
        self.done.append(Done(what, name))
        if len(self.done) == self._fails_at:
            raise OSError(self._error, os.strerror(self._error), str(path))

    def _within(self, path: object) -> str | None:
        if not isinstance(path, (str, os.PathLike)):
            return None
        try:
            return str(Path(path).absolute().relative_to(self._folder))
        except ValueError:
            return None

    def _of_path(self, what: str):
        real = self._real[what]

        def call(path, *args, **kwargs):
            flags = args[0] if args else kwargs.get("flags", 0)
            if what != "open" or flags & (os.O_WRONLY | os.O_RDWR):
                self.note(what, path)
            return real(path, *args, **kwargs)

        return call

    def _fsync(self, handle: int) -> None:
        self.note("fsync", os.readlink(f"/proc/self/fd/{handle}"))
        self._real_fsync(handle)

    def _open(self, file, mode="r", *args, **kwargs):
        if not set(mode) & set("wxa+") or self._within(file) is None:
            return self._real_open(file, mode, *args, **kwargs)
        self.note("open", file)
        return _File(self._real_open(file, mode, *args, **kwargs), self, file)


class _File:
    """A file whose writing is noted. One that fails has written the half: disks do."""

    def __init__(self, file, disk: Disk, path: object) -> None:
        self._file, self._disk, self._path = file, disk, path

    def __getattr__(self, name: str):
        return getattr(self._file, name)

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data):
        try:
            self._disk.note("write", self._path)
        except OSError:
            self._file.write(data[: len(data) // 2])
            raise
        return self._file.write(data)

    def truncate(self, size):
        self._disk.note("truncate", self._path)
        return self._file.truncate(size)
