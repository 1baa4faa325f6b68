"""Fits the weights of `lexicon/meaning.py` to the judged words: python -m lexicon.fit prints them.

Logistic regression by iteratively reweighted least squares, with a ridge.
"""

from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.german.inflection import plain
from lexicon.compile import Stage, prepared
from lexicon.meaning import Evidence
from lexicon.wholes import Wholes

_JUDGED = Path(__file__).with_name("judged.tsv")
_ROUNDS: Final = 30
_RIDGE: Final = 1.0

Floats: TypeAlias = npt.NDArray[np.float64]


def judged() -> dict[str, bool]:
    """Each word of the list: whether a reader who looks for its parts wants it."""
    rows = (line.split("\t") for line in _JUDGED.read_text(encoding="utf-8").splitlines())
    return {word: verdict == "compound" for word, verdict in rows}


def main() -> None:
    """Prints the weights, and how many of the words they judge right."""
    stage = prepared()
    seen, wanted = _evidence(stage)
    weights = _fitted(seen, wanted)
    for name, weight in zip(Evidence._fields, weights, strict=True):
        print(f"    {name}={weight:.2f},")
    right = (seen @ weights > 0) == (wanted > 0)
    print(f"compounds right {right[wanted > 0].mean():.3f}, wholes right {right[wanted == 0].mean():.3f}")


def _evidence(stage: Stage) -> tuple[Floats, Floats]:
    """Rows of evidence, and 1.0 for each compound; only words on which evidence decides."""
    wholes = Wholes(stage.words, stage.noun_costs, stage.adjective_costs, stage.meaning)
    seen, wanted = [], []
    for word, is_compound in judged().items():
        chain = wholes.in_question(word)
        if chain is not None and not stage.meaning.is_rare(plain(word)):
            seen.append(stage.meaning.evidence(plain(word), chain))
            wanted.append(is_compound)
    return np.array(seen, dtype=np.float64), np.array(wanted, dtype=np.float64)


def _fitted(seen: Floats, wanted: Floats) -> Floats:
    weights = np.zeros(seen.shape[1])
    ridge = np.full(seen.shape[1], _RIDGE)
    for _ in range(_ROUNDS):
        odds = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (wanted - odds) - ridge * weights
        curve = (seen.T * (odds * (1 - odds))) @ seen + np.diag(ridge)
        weights += np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    main()
