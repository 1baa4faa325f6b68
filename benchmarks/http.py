"""The job as programs meet it: `GET /api/search` of a served index, with snippets, over one connection.

Starts `nachlese serve` on 127.0.0.1 and asks it the searches of the faceted search job (without those
within a year, which the API spells as days), ten hits each. Beside them, for comparison: the same without
hits, so without snippets and texts, and a page that searches nothing.
"""

import argparse
import http.client
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import report
from benchmarks.corpus import articles_of
from benchmarks.jobs import Job, jobs_from

PASSES = 5
_PATIENCE_S = 30


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.http", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of .jsonl[.gz] files that was indexed")
    parser.add_argument("index", type=Path, help="the index")
    parser.add_argument("--per-kind", type=int, default=60, help="queries of each kind")
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    jobs = jobs_from(articles_of(options.data, None), options.per_kind, options.seed)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["nachlese", "serve", "--index", str(options.index), "--port", str(port)]
    print(f"`{' '.join(command)}`, one client, per query the median of {PASSES} warm passes.\n")
    with _served(command, port) as connection:
        print(report.responses(_measured(connection, jobs)))
    return 0


@contextmanager
def _served(command: Sequence[str], port: int) -> Iterator[http.client.HTTPConnection]:
    """A connection to the server, once it answers."""
    # The program beside this Python is the one that is measured, whatever else is installed.
    program = Path(sys.executable).with_name(command[0])
    server = subprocess.Popen([program, *command[1:]], stderr=subprocess.DEVNULL)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    try:
        patient_until = time.monotonic() + _PATIENCE_S
        while True:
            try:
                connection.connect()
                break
            except ConnectionRefusedError:
                if server.poll() is not None or time.monotonic() > patient_until:
                    raise
                time.sleep(0.05)
        yield connection
    finally:
        connection.close()
        server.terminate()
        server.wait()


def _measured(connection: http.client.HTTPConnection, jobs: Sequence[Job]) -> Iterator[tuple[str, ...]]:
    """Rows of the table: what was asked, times in a fresh server, times later."""
    searches = [_address(job) for job in jobs if not job.narrowed]
    for label, addresses in (
        ("GET /api/search, ten hits with snippets", searches),
        ("the same without hits (limit=0)", [f"{address}&limit=0" for address in searches]),
        ("GET /api/openapi.json", ["/api/openapi.json"] * len(searches)),
    ):
        first, *warm = [[_timed(connection, address) for address in addresses] for _ in range(PASSES + 1)]
        medians = [statistics.median(times) for times in zip(*warm, strict=True)]
        yield label, report.in_figures(first), report.in_figures(medians)


def _timed(connection: http.client.HTTPConnection, address: str) -> float:
    started = time.perf_counter()
    connection.request("GET", address)
    response = connection.getresponse()
    response.read()
    passed = time.perf_counter() - started
    if response.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{address} was answered with {response.status}")
    return passed * 1e3


def _address(job: Job) -> str:
    words = " ".join(job.words)
    query = f'"{words}"' if job.kind.startswith("phrase") else words
    mode = "any" if job.kind.endswith("any") else "all"
    return "/api/search?" + urlencode({"q": query, "mode": mode})


if __name__ == "__main__":
    sys.exit(main())
