"""Who may read an index is for the umask to say; searching writes nothing."""

import os
import stat

import pytest

from indexer import SearchRequest, open_index
from tests.making import article, write
from tests.torture.disk import Disk

NEWS = [article("a", "Titel", "Die Bach-Renaturierung kommt voran.")]


@pytest.mark.parametrize(("umask", "of_files", "of_folder"), [(0o022, 0o644, 0o755), (0o077, 0o600, 0o700)])
def test_files_have_the_permissions_that_the_umask_leaves(tmp_path, umask, of_files, of_folder):
    before = os.umask(umask)
    try:
        write(tmp_path / "index", NEWS)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "index").iterdir()}
    assert modes == dict.fromkeys(modes, of_files)
    assert stat.S_IMODE((tmp_path / "index").stat().st_mode) == of_folder


def test_searching_and_verifying_write_nothing(tmp_path):
    write(tmp_path / "index", NEWS)
    disk = Disk(tmp_path / "index")
    with disk.watched(), open_index(tmp_path / "index") as index:
        assert index.search(SearchRequest("Renaturierung")).total == 1
        index.suggest("Ren")
        assert index.verify().faults == ()
    assert disk.done == []
