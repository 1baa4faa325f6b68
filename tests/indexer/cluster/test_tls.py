"""A cluster behind TLS that wants to know who asks: right certificates and credentials do, others are told.

The nodes of the tests have no security plugin, so TLS ends, and credentials are checked, just before them.
"""

import base64
import http.server
import ssl
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import main
from search_web import create_app
from tests.indexer.cluster.test_writing import write
from tests.making import article

CERTIFICATES = Path(__file__).parent / "certificates"
USER, PASSWORD = "leser", "Geheim:ß1"


class Guard(http.server.BaseHTTPRequestHandler):
    """Hands what the right user asks on to `node`."""

    protocol_version = "HTTP/1.1"
    node = ""

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        known = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") == known:
            self._answer(*self._of_node(body))
        else:
            self._answer(401, "text/plain", b"Unauthorized")

    do_HEAD = do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815

    def _of_node(self, body):
        headers = {name: value for name in ("Content-Type",) if (value := self.headers.get(name))}
        asked = urllib.request.Request(self.node + self.path, body or None, headers, method=self.command)
        try:
            with urllib.request.urlopen(asked) as answer:
                return answer.status, answer.headers["Content-Type"], answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers["Content-Type"], error.read()

    def _answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Whoever does not trust the certificate hangs up."""


@pytest.fixture
def guarded(cluster, location, monkeypatch):
    """The address, behind TLS, of an index with one article."""
    write(location, [article("a", "Hafen", "Am Hafen wird gebaut.")])
    server = Server(("127.0.0.1", 0), Guard)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "node.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    monkeypatch.setattr(Guard, "node", cluster.nodes[0].url)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"https://localhost:{server.server_port}/{location.rpartition('/')[2]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def environment(monkeypatch):
    """The right one."""
    monkeypatch.setenv("NACHLESE_CLUSTER_CA", str(CERTIFICATES / "ca.pem"))
    monkeypatch.setenv("NACHLESE_CLUSTER_USER", USER)
    monkeypatch.setenv("NACHLESE_CLUSTER_PASSWORD", PASSWORD)


def run(*command):
    return CliRunner().invoke(main, command)


def test_the_right_authority_and_credentials_let_everything_through(guarded, environment, tmp_path):
    (tmp_path / "b.jsonl").write_text('{"id": "b", "title": "Hafen", "body": "Text", "date": "2026-02-16"}\n')
    assert run("index", str(tmp_path / "b.jsonl"), "--index", guarded).exit_code == 0
    assert "2. Hafen" in run("search", "Hafen", "--index", guarded).stdout
    assert run("verify", "--index", guarded).exit_code == 0
    assert create_app(guarded).test_client().get("/?q=Hafen").status_code == 200


@pytest.mark.parametrize("authority", ["other.pem", ""])
def test_a_certificate_of_somebody_else_is_not_trusted(guarded, environment, monkeypatch, authority):
    monkeypatch.setenv("NACHLESE_CLUSTER_CA", str(CERTIFICATES / authority) if authority else "")
    result = run("search", "Hafen", "--index", guarded)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "its certificate is not trusted, see NACHLESE_CLUSTER_CA" in result.stderr
    assert "Traceback" not in result.stderr
    assert create_app(guarded).test_client().get("/?q=Hafen").status_code == 503


def test_a_file_of_certificates_that_is_not_there_is_named(guarded, environment, monkeypatch, tmp_path):
    missing = tmp_path / "ca.pem"
    monkeypatch.setenv("NACHLESE_CLUSTER_CA", str(missing))
    result = run("search", "Hafen", "--index", guarded)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"NACHLESE_CLUSTER_CA names {missing}" in result.stderr


@pytest.mark.parametrize(("name", "value"), [("USER", "andere"), ("PASSWORD", "falsch"), ("USER", "")])
def test_other_credentials_are_refused_and_not_repeated(guarded, environment, monkeypatch, name, value):
    monkeypatch.setenv(f"NACHLESE_CLUSTER_{name}", value)
    result = run("search", "Hafen", "--index", guarded)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "NACHLESE_CLUSTER_USER and NACHLESE_CLUSTER_PASSWORD" in result.stderr
    assert PASSWORD not in result.output
    assert "falsch" not in result.output
