"""When an index was last brought up to date, and what came of it; a small file in its folder."""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from indexer.durable import write_durably
from indexer.indexing.report import Report
from indexer.locations import Location, is_address

FILE_NAME = "last-run.json"


@dataclasses.dataclass(frozen=True, slots=True)
class LastRun:
    """When a run began, how many articles of each kind of change it met, and how much could not be read."""

    began: dt.datetime
    counts: Mapping[str, int]
    failed: int


def note_run(folder: Path, began: dt.datetime, report: Report) -> None:
    """Keep what came of a run. Raises `OSError`."""
    noted = {
        "began": began.isoformat(timespec="seconds"),
        "counts": {change.value: count for change, count in report.counts.items()},
        "failed": len(report.failures),
    }
    text = json.dumps(noted).encode()
    write_durably(folder / FILE_NAME, lambda file: file.write(text))


def last_run(location: Location) -> LastRun | None:
    """The last run that has ended; None if none is known, as of an index on a cluster."""
    if is_address(location):
        return None
    try:
        noted: Any = json.loads((Path(location) / FILE_NAME).read_bytes())
        counts = {str(change): int(count) for change, count in noted["counts"].items()}
        return LastRun(dt.datetime.fromisoformat(noted["began"]), counts, int(noted["failed"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
