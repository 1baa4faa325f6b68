"""What a process takes of memory, where Linux tells."""

import dataclasses
import resource
from collections import defaultdict
from pathlib import Path


@dataclasses.dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes that are in memory, and those of them that are not pages of files."""

    resident: float
    anonymous: float


def memory() -> Memory:
    """That of this process, now."""
    megabytes = _status()
    return Memory(megabytes["VmRSS"], megabytes["RssAnon"])


def peak_megabytes() -> float:
    """The most that this process has taken, and the most that a process has which it started and which ended.

    What `getrusage` says of the process itself counts the process that started it.
    """
    return _status()["VmHWM"] + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3


def _status() -> dict[str, float]:
    found = defaultdict(lambda: float("nan"))
    status = Path("/proc/self/status")
    for line in status.read_text().splitlines() if status.exists() else ():
        if line.endswith("kB"):
            found[line.partition(":")[0]] = int(line.split()[1]) / 1e3
    return found
