"""An index on a cluster is built anew in the place of the old one as a folder is: the same tests, elsewhere."""

import pytest

from indexer import open_index
from indexer.cluster.connection import Connection
from indexer.cluster.location import Access, place_of
from indexer.cluster.names import Names
from indexer.errors import NotAnIndex
from indexer.indexing import remove_articles
from tests.indexer.test_indexing import counts, found, run
from tests.indexer.test_recreating import (
    folder,
    test_an_interrupted_run_leaves_the_old_index,
    test_articles_of_a_file_that_cannot_be_read_now_stay,
    test_searches_go_on_until_the_new_index_takes_the_place,
    test_the_new_index_has_what_the_paths_hold_and_nothing_else,
)
from tests.making import NOW

__all__ = [
    "folder",
    "test_an_interrupted_run_leaves_the_old_index",
    "test_articles_of_a_file_that_cannot_be_read_now_stay",
    "test_searches_go_on_until_the_new_index_takes_the_place",
    "test_the_new_index_has_what_the_paths_hold_and_nothing_else",
]


@pytest.fixture
def location(location, folder):
    run(folder, location)
    return location


@pytest.fixture
def connection(location):
    connection = Connection(place_of(location), Access("", "", ""))
    yield connection
    connection.close()


def indices(connection):
    every = connection.ask("GET", f"/_cat/indices/{connection.place.name}-*", None, format="json", h="index")
    return {row["index"] for row in every} - {f"{connection.place.name}-state"}


def test_an_index_of_another_version_is_replaced_and_keeps_its_shape(folder, location, connection):
    names = Names(connection)
    connection.ask("PUT", f"/{names.alias}/_mapping", {"_meta": {"format": 0, "analysis": 0}})
    connection.ask("PUT", f"/{names.alias}/_settings", {"index": {"number_of_replicas": 0}})
    report = run(folder, location, recreate=True)
    assert counts(report) == {"added": 3}
    assert "not known any more" in str(report.notices[0])
    assert sorted(found(location, "")) == ["Drei", "Eins", "Zwei"]
    assert names.shape() == (1, 0)


def test_nothing_is_left_of_what_was_replaced_or_never_finished(folder, location, connection):
    run(folder, location, recreate=True)
    assert indices(connection) == {*Names(connection).physical()}
    with pytest.raises(KeyboardInterrupt):
        run(folder, location, recreate=True, changes=Interrupting())
    assert indices(connection) == {*Names(connection).physical()}


class Interrupting(list):
    def append(self, _):
        raise KeyboardInterrupt


def test_what_was_removed_stays_away(folder, location):
    remove_articles(["1"], location, NOW.timestamp)
    assert counts(run(folder, location, recreate=True)) == {"added": 2, "repeated": 1}
    assert sorted(found(location, "")) == ["Drei", "Zwei"]
    assert counts(run(folder, location)) == {"unchanged": 2, "repeated": 1}


def test_what_belongs_to_another_program_is_not_replaced(folder, location, connection):
    (index,) = indices(connection)
    connection.ask("PUT", f"/{connection.place.name}-other")
    foreign = f"{location}-other"
    with pytest.raises(NotAnIndex):
        run(folder, foreign, recreate=True)
    assert connection.has_index(f"{connection.place.name}-other")
    with open_index(location) as opened:
        assert opened.stats().articles == 3
    assert index in indices(connection)
