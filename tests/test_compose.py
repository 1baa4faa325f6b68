"""`docs/compose.yaml`, as far as that can be told without Docker: it is YAML, says what `docs/cluster.md` says of it,
and every setting in it is one that OpenSearch or its security plugin has.
"""

import re

import pytest
import yaml

from tests.making import REPOSITORY
from tests.opensearch import VERSION

COMPOSE = yaml.safe_load((REPOSITORY / "docs" / "compose.yaml").read_text(encoding="utf-8"))
NODES = ("one", "two", "three")
LAYERS = ("transport", "http")
SETTINGS = {
    "cluster.name",
    "node.name",
    "discovery.seed_hosts",
    "cluster.initial_cluster_manager_nodes",
    "bootstrap.memory_lock",
    "plugins.security.ssl.http.enabled",
    "plugins.security.authcz.admin_dn",
    "plugins.security.nodes_dn",
    *(
        f"plugins.security.ssl.{layer}.{kind}_filepath"
        for layer in LAYERS
        for kind in ("pemcert", "pemkey", "pemtrustedcas")
    ),
}
"""As the documentation of OpenSearch names them, discovery and TLS."""


@pytest.mark.parametrize("name", NODES)
def test_a_node_has_settings_that_there_are_and_certificates_of_its_own(name):
    node = COMPOSE["services"][name]
    environment = node["environment"]
    assert {setting for setting in environment if "." in setting} == SETTINGS
    assert node["image"] == f"opensearchproject/opensearch:{VERSION}"
    assert environment["node.name"] == name
    for layer in LAYERS:
        found = {
            kind: environment[f"plugins.security.ssl.{layer}.{kind}_filepath"]
            for kind in ("pemcert", "pemkey")
        }
        assert found == {"pemcert": f"certificates/{name}.pem", "pemkey": f"certificates/{name}.key"}
    assert f"CN={name}" in environment["plugins.security.nodes_dn"].split(",")
    assert all(port.startswith("127.0.0.1:") for port in node["ports"]), "nobody else needs to reach it"


def test_volumes_and_services_are_those_that_are_named():
    services = COMPOSE["services"]
    used = {volume.partition(":")[0] for service in services.values() for volume in service["volumes"]}
    assert used == set(COMPOSE["volumes"])
    for name in NODES:
        assert set(services[name]["depends_on"]) <= set(services)
        assert services[name]["environment"]["discovery.seed_hosts"].split(",") == list(NODES)
    (script,) = services["certificates"]["command"]
    assert all(f" {name}" in re.search("for node in(.*);", script)[1] for name in NODES)


def test_the_ports_are_those_of_the_page():
    page = (REPOSITORY / "docs" / "cluster.md").read_text(encoding="utf-8")
    for name in NODES:
        (port,) = COMPOSE["services"][name]["ports"]
        assert f"https://localhost:{port.split(':')[1]}" in page
