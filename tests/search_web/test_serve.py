import socket
from pathlib import Path

import click
import pytest
import waitress
from click.testing import CliRunner
from flask import Flask

from indexer import IndexUnavailable
from search_web.serve import AddressUnavailable, serve


class Server:
    """Stands in for the server and answers nothing."""

    def __init__(self, app: Flask, *, sockets: list[socket.socket], threads: int) -> None:
        self.place = sockets[0].getsockname()
        self.threads = threads

    def run(self) -> None:
        click.echo(f"{self.place[0]}:{self.place[1]} {self.threads}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def test_serve_says_where_it_serves(index_location: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waitress, "create_server", Server)
    port = free_port()
    environment = {"NACHLESE_INDEX": str(index_location), "NACHLESE_PORT": str(port)}
    done = CliRunner().invoke(serve, ["--threads", "2"], env=environment)
    assert done.exit_code == 0
    assert done.stderr == f"Serving {index_location} at http://127.0.0.1:{port} (Ctrl-C stops)\n"
    assert done.stdout == f"127.0.0.1:{port} 2\n"


def test_a_port_in_use_is_one_sentence(index_location: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(serve, ["--index", str(index_location), "--port", str(port)])
    assert isinstance(done.exception, AddressUnavailable)
    assert done.exception.exit_code == 1
    assert str(done.exception).startswith(f"Cannot listen at 127.0.0.1:{port} (Address already in use)")


def test_serve_needs_an_index(tmp_path: Path) -> None:
    done = CliRunner().invoke(serve, ["--index", str(tmp_path / "missing")])
    assert isinstance(done.exception, IndexUnavailable)


@pytest.mark.parametrize("option", [["--port", "0"], ["--port", "70000"], ["--threads", "0"], ["--host"]])
def test_wrong_usage_exits_2(option: list[str]) -> None:
    assert CliRunner().invoke(serve, option).exit_code == 2
