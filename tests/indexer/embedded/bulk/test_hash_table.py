"""The hash table against a dictionary."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.embedded.bulk.hash_table import HashTable, mixed

KEYS = st.lists(st.integers(1, 1 << 20), unique=True, max_size=60).map(lambda keys: np.array(keys, np.uint64))


@given(st.lists(KEYS, max_size=4), KEYS)
def test_finds_what_was_added(groups, others):
    table, oracle = HashTable(), {}
    for keys in groups:
        new = np.array([key for key in keys.tolist() if key not in oracle], np.uint64)
        numbers = np.arange(len(oracle), len(oracle) + len(new), dtype=np.int32)
        table.add(new, numbers)
        oracle.update(zip(new.tolist(), numbers.tolist(), strict=True))
    for keys in (*groups, others):
        assert table.find(keys).tolist() == [oracle.get(key, -1) for key in keys.tolist()]


def test_grows():
    table = HashTable()
    keys = mixed(np.arange(100_000, dtype=np.uint64))
    for first in range(0, 100_000, 30_000):
        group = keys[first : first + 30_000]
        table.add(group, np.arange(first, first + len(group), dtype=np.int32))
    assert (table.find(keys) == np.arange(100_000)).all()
    assert (table.find(mixed(np.arange(100_000, 200_000, dtype=np.uint64))) == -1).all()


def test_keys_that_want_one_place():
    table = HashTable()
    keys = np.arange(1, 200, dtype=np.uint64) << np.uint64(40)
    table.add(keys, np.arange(199, dtype=np.int32))
    assert table.find(keys).tolist() == list(range(199))
