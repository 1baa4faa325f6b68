"""The inverse document frequency, as BM25 has it."""

import math


def rarity(frequency: int, count: int) -> float:
    """ln(1 + (N - n + 0.5) / (n + 0.5)) for a term in n of N articles; always positive."""
    return math.log1p((count - frequency + 0.5) / (frequency + 0.5))
