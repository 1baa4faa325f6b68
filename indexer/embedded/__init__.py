"""The embedded engine: a Whoosh index in a folder. Only this package imports whoosh."""

from indexer.embedded.backup import Backup, back_up, restore
from indexer.embedded.engine import EmbeddedEngine

__all__ = ["Backup", "EmbeddedEngine", "back_up", "restore"]
