"""The use case of writing: paths become articles, articles become committed changes of an index.

report = index_paths(paths, location, now, on_start=..., on_change=...)
"""

from indexer.indexing.last_run import LastRun, last_run
from indexer.indexing.removal import Readmitted, Removed, readmit_articles, remove_articles
from indexer.indexing.report import Change, Changed, Report
from indexer.indexing.run import index_paths
from indexer.indexing.watching import watch

__all__ = [
    "Change",
    "Changed",
    "LastRun",
    "Readmitted",
    "Removed",
    "Report",
    "index_paths",
    "last_run",
    "readmit_articles",
    "remove_articles",
    "watch",
]
