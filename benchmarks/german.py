"""How fast German analysis is: every title and body of a JSON lines file, cold, in one process.

    python -m benchmarks.german FILE.jsonl[.gz] [--limit N]

Reading and decoding the file is not timed. The collector of cyclic garbage is off, as it is in
`nachlese index`: analysis leaves none. Printed are tokens a second, the memory that analysis added
(peak, after the texts were read), the distinct words, and how long the first word took.
"""

import argparse
import gc
import gzip
import json
import resource
import time
from collections.abc import Iterator
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, help="articles to analyse")
    arguments = parser.parse_args()
    if not arguments.file.exists():
        raise SystemExit(f"There is no {arguments.file}; name a JSON lines file of articles.")
    texts = list(_texts(arguments.file, arguments.limit))
    before = _peak_mb()

    started = time.perf_counter()
    from indexer.german import analyze_columns
    from indexer.german.tokenizer import cut

    analyze_columns("Bürgermeisterin")
    first = time.perf_counter() - started

    gc.disable()
    started = time.perf_counter()
    tokens = sum(len(analyze_columns(text).terms) for text in texts)
    seconds = time.perf_counter() - started
    memory = _peak_mb() - before
    words = len({surface for text in texts for surface in cut(text)[0]})
    print(f"texts            {len(texts):>12,}")
    print(f"tokens           {tokens:>12,}")
    print(f"distinct words   {words:>12,}")
    print(f"first word       {first * 1e3:>12,.1f} ms, import included")
    print(f"all              {seconds:>12,.1f} s")
    print(f"speed            {tokens / seconds:>12,.0f} tokens/s")
    print(f"memory           {memory:>12,.0f} MB above the {before:,.0f} MB of texts and Python")


def _texts(file: Path, limit: int | None) -> Iterator[str]:
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number == limit:
                return
            article = json.loads(line)
            yield article["title"] or ""
            yield article["body"] or ""


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
