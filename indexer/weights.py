"""How much words count in the ranking, each with its reason: one table for every engine.

The figures behind them are in `benchmarks/german.md`.
"""

from indexer.german import TermKind

K1 = 0.8
"""BM25 (Robertson et al., TREC-3, 1994): a word that is repeated says little more; 1.2 is usual elsewhere."""
B = 0.7
"""News are of every length for good reasons; how much that matters was found by measurement."""

KIND_WEIGHTS = {TermKind.EXACT: 1.0, TermKind.STEM: 1.0, TermKind.VARIANT: 1.0, TermKind.PART: 0.4}
"""How much an occurrence counts by how it stands for its word."""
EXACT_BOOST = 0.5
"""How much the word as typed adds to its stem."""
PART_BOOST = 0.5
"""How much each part of a compound counts where the parts are found instead of the compound."""
