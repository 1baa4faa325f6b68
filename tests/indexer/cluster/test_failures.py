"""A node is lost while articles are indexed and searched, and comes back."""

import logging
import threading
import time

import pytest

from indexer import SearchRequest, open_index
from indexer.cluster.bulk import BulkSender, Change
from indexer.cluster.connection import Connection
from indexer.cluster.contents import body_of, key_of
from indexer.cluster.location import Access, place_of
from indexer.engines import open_or_create_engine
from indexer.errors import ArticlesNotWritten
from tests.making import article

COMMITS = 8
EACH = 60


class Searching(threading.Thread):
    """Searches again and again; `totals` are those that it was told, `errors` what else it met."""

    def __init__(self, location):
        super().__init__()
        self.location = location
        self.totals = []
        self.errors = []
        self.ended = threading.Event()

    def run(self):
        with open_index(self.location) as index:
            while not self.ended.is_set():
                try:
                    self.totals.append(index.search(SearchRequest("Hafen", snippets=False)).total)
                except Exception as error:
                    self.errors.append(error)


def test_a_lost_node_loses_nothing_and_stops_nobody(cluster, location, caplog):
    caplog.set_level(logging.WARNING, logger="nachlese.cluster")
    lost = cluster.nodes[1]
    engine = open_or_create_engine(location)
    searching = Searching(location)
    committed = 0
    try:
        with engine.writer() as writer:
            for number in range(COMMITS):
                for place in range(EACH):
                    writer.add(article(f"a{number}-{place}", "Hafen", f"Meldung {number} {place}"))
                    if number == COMMITS // 2 and place == EACH // 2:
                        lost.kill()
                writer.commit()
                committed += EACH
                if not number:
                    searching.start()
                with open_index(location) as index:
                    assert index.search(SearchRequest("Hafen", limit=0)).total == committed
        faults = engine.verify().faults
    finally:
        searching.ended.set()
        searching.join()
        cluster.restart(lost)
    assert searching.errors == []
    assert searching.totals == sorted(searching.totals), "an answer lacked what an earlier one had"
    assert searching.totals[-1] == committed
    assert any("does not answer" in record.message for record in caplog.records)
    assert any(fault.array == "replica" for fault in faults), "verify tells of the copies that are missing"
    end = time.monotonic() + 120
    while engine.verify().faults and time.monotonic() < end:
        time.sleep(0.5)
    assert engine.verify().faults == ()
    assert engine.size().articles == COMMITS * EACH
    engine.close()


def test_articles_that_a_cluster_refuses_are_named_and_all_others_are_there(location):
    engine = open_or_create_engine(location)
    with engine.writer() as writer:
        writer.add(article("good", "Hafen"))
        writer.add(article("bad", "Hafen", categories=("x" * 40_000,)))  # longer than a cluster takes
        with pytest.raises(ArticlesNotWritten) as raised:
            writer.commit()
    assert "1 articles" in str(raised.value)
    assert "bad" in str(raised.value)
    with open_index(location) as index:
        assert [hit.id for hit in index.search(SearchRequest("Hafen")).hits] == ["good"]
        assert index.verify().faults == ()
    engine.close()


class Busy(Connection):
    """Is too busy for every other change of a bulk request, once each."""

    def __init__(self, place, access):
        super().__init__(place, access)
        self.refused = set()

    def ask(self, method, path, body=None, **params):
        answer = super().ask(method, path, body, **params)
        if path.endswith("/_bulk"):
            for item in answer["items"][::2]:
                told = item["index"]
                if told["_id"] not in self.refused:
                    self.refused.add(told["_id"])
                    told |= {
                        "status": 429,
                        "error": {"type": "rejected_execution_exception", "reason": "full"},
                    }
        return answer


def test_what_a_cluster_is_too_busy_for_is_sent_again(location, monkeypatch):
    monkeypatch.setattr("indexer.cluster.bulk._FIRST_PAUSE_S", 0.01)
    open_or_create_engine(location).close()
    connection = Busy(place_of(location), Access("", "", ""))
    sender = BulkSender(connection, place_of(location).name)
    articles = [article(f"a{number}", "Hafen") for number in range(20)]
    changes = [Change.of(key_of(item.id), body_of(item)) for item in articles]
    sender.send(lambda: changes)
    sender.wait()
    sender.close()
    assert sender.failures == []
    assert len(connection.refused) == 10
    connection.ask("POST", f"/{place_of(location).name}/_refresh")
    assert connection.ask("GET", f"/{place_of(location).name}/_count")["count"] == 20
    connection.close()
