"""Files of named arrays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from indexer.embedded.container import Container, DamagedContainer, write_container

ARRAYS = {"numbers": np.arange(1000, dtype=np.int32), "none": np.empty(0, np.uint8), "pairs": np.ones((2, 3))}


@given(st.dictionaries(st.text(max_size=5), arrays_of.arrays(
    st.sampled_from([np.uint8, np.int32, np.float32]), arrays_of.array_shapes(min_dims=1, max_dims=2, min_side=0)
)))  # fmt: skip
def test_arrays_come_back(tmp_path_factory, arrays):
    path = tmp_path_factory.mktemp("container") / "some.arrays"
    write_container(path, arrays)
    opened = Container(path)
    assert opened.keys() == arrays.keys()
    for name, array in arrays.items():
        assert opened[name].dtype == array.dtype
        np.testing.assert_array_equal(opened[name], array)
    assert opened.damaged() == ()


def test_arrays_are_aligned_and_cannot_be_written_to(tmp_path):
    write_container(tmp_path / "a", ARRAYS)
    for array in Container(tmp_path / "a").values():
        assert not array.size or array.__array_interface__["data"][0] % 64 == 0
        assert not array.flags.writeable


def test_a_flipped_bit_is_found(tmp_path):
    path = tmp_path / "a"
    write_container(path, ARRAYS)
    data = bytearray(path.read_bytes())
    data[data.index(ARRAYS["numbers"].tobytes()) + 17] ^= 4
    path.write_bytes(data)
    assert Container(path).damaged() == ("numbers",)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: b"something else" + data, "no file of arrays|not a file of arrays"),
        (lambda data: data[:8] + b"\xff" + data[9:], "another format number"),
        (lambda data: data[:16] + b"?" + data[17:], "cannot be read"),
        (lambda data: data[:-4000], "cut short"),
        (lambda data: data[:-1], "cut short"),
        (lambda data: data[:60] + bytes([data[60] ^ 1]) + data[61:], "cannot be read"),
        (lambda data: b"", "empty"),
    ],
)
def test_other_files_are_refused(tmp_path, damage, message):
    path = tmp_path / "a"
    write_container(path, ARRAYS)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DamagedContainer, match=message):
        Container(path)
