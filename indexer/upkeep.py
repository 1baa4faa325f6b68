"""The use cases of looking after an index: what lies where, and how it is kept small."""

import dataclasses
from pathlib import Path

from indexer.embedded import Backup, EmbeddedEngine, back_up, restore
from indexer.engine import Size

__all__ = ["Backup", "Compacted", "back_up", "compact", "restore"]


@dataclasses.dataclass(frozen=True, slots=True)
class Compacted:
    """How much an index was and is."""

    before: Size
    after: Size


def compact(location: Path) -> Compacted:
    """Leave nothing of articles that were removed, replaced or withdrawn in any file, and merge segments.

    Raises `IndexUnavailable`, `IndexLocked` or `IndexNotWritten`; the index stays as it was then.
    """
    engine = EmbeddedEngine.open(location)
    try:
        before = engine.size()
        with engine.writer() as writer:
            writer.compact()
        return Compacted(before, engine.size())
    finally:
        engine.close()
