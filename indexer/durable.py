"""Files that have their content when they have their name, whatever happens to the power meanwhile."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO


def unfinished(path: Path) -> Path:
    """Where the file is until it has its content; it stays there when the process is killed meanwhile."""
    return path.with_name(path.name + ".new")


def write_durably(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Have a file written under another name, then give it its own, replacing what had it.

    The content is on disk before the name is, and the name is when this returns. Raises `OSError`; then there
    is what was there before, or everything when only the name could not be made durable.
    """
    new = unfinished(path)
    try:
        with new.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system lets folders be opened."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
