"""The embedded engine: a Whoosh index in a folder. Only this package imports whoosh."""

from indexer.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
