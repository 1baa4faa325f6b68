import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.embedded.edits import LONGEST, distances, in_columns

WORDS = st.text("abc", min_size=1, max_size=12).map(str.encode)


def plainly(one, other):
    """The optimal string alignment distance, cell by cell."""
    rows = [
        [left + right if not left * right else 0 for right in range(len(other) + 1)]
        for left in range(len(one) + 1)
    ]
    for left in range(1, len(one) + 1):
        for right in range(1, len(other) + 1):
            best = min(
                rows[left - 1][right] + 1,
                rows[left][right - 1] + 1,
                rows[left - 1][right - 1] + (one[left - 1] != other[right - 1]),
            )
            if left > 1 and right > 1 and one[left - 2 : left] == other[right - 2 : right][::-1]:
                best = min(best, rows[left - 2][right - 2] + 1)
            rows[left][right] = best
    return rows[-1][-1]


def at_once(word, words):
    lengths = np.array([len(other) for other in words])
    text = np.frombuffer(b"".join(words), np.uint8)
    return distances(word, in_columns(text, np.cumsum(lengths) - lengths, lengths), lengths).tolist()


@given(WORDS, st.lists(WORDS, min_size=1, max_size=8))
def test_all_distances_at_once_are_those_found_one_by_one(word, words):
    assert at_once(word, words) == [plainly(word, other) for other in words]


def test_the_longest_word_has_room():
    word = b"ab" * (LONGEST // 2) + b"c"
    assert at_once(word, [word, word[:-1], word[::-1]]) == [0, 1, plainly(word, word[::-1])]
