"""Words of running text, drawn at random and judged by hand: is a word taken apart exactly when it should be?

A compound is a word that whoever looks for one of its parts wants to find; what was open to argument was left
out. Some words stand in `lexicon/judged.tsv` too, and rules were written from errors found here, so this guards
against falling back; it does not measure how good new words are. The floors lie just below what is reached.
"""

from pathlib import Path

from indexer.german.words import parts

_FILE = Path(__file__).with_name("judged_splits.tsv")
_LEAST_PRECISION = 0.95
_LEAST_RECALL = 0.97


def test_splits_agree_with_the_judgements() -> None:
    rows = [line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines()]
    compounds = {word for word, verdict in rows if verdict == "compound"}
    split = {word for word, _ in rows if parts(word)}
    right = len(split & compounds)
    assert right / len(split) >= _LEAST_PRECISION, sorted(split - compounds)
    assert right / len(compounds) >= _LEAST_RECALL, sorted(compounds - split)
