"""What is in several of some sets."""

from collections.abc import Sequence

import numpy as np

from indexer.embedded.matches import Dense, Matches, Sparse


def at_least(sets: Sequence[Matches], count: int, document_count: int) -> Sparse:
    """The documents that are in at least so many of the sets; scores add up."""
    having = np.zeros(document_count, np.uint16)
    scores = np.zeros(document_count, np.float32)
    for matches in sets:
        if isinstance(matches, Dense):
            having += matches.present
            scores += matches.scores
        else:
            having[matches.documents] += 1
            scores[matches.documents] += matches.scores
    documents = np.flatnonzero(having >= count)
    return Sparse(documents, scores.take(documents))
