"""The use cases of looking after an index: what lies where, and how it is kept small."""

import dataclasses

from indexer.embedded import Backup, back_up, restore
from indexer.engine import Size
from indexer.engines import open_engine
from indexer.locations import Location

__all__ = ["Backup", "Compacted", "back_up", "compact", "restore"]


@dataclasses.dataclass(frozen=True, slots=True)
class Compacted:
    """How much an index was and is."""

    before: Size
    after: Size


def compact(location: Location) -> Compacted:
    """Leave nothing of articles that were removed, replaced or withdrawn in any file, and merge segments.

    Raises `IndexUnavailable`, `IndexLocked` or `IndexNotWritten`; the index stays as it was then.
    """
    engine = open_engine(location)
    try:
        before = engine.size()
        with engine.writer() as writer:
            writer.compact()
        return Compacted(before, engine.size())
    finally:
        engine.close()
