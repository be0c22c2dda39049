"""docker-compose.yml: valid by the specification, the settings of the engine, no secret in it, loopback only."""

import re
import subprocess
import sys

import pytest
from ruamel.yaml import YAML

from app.settings import read_settings
from app.store.embedded.conf import compose_environment
from app.store.embedded.config import DEFAULT_LOCK
from app.store.embedded.jars import read_lock
from tests.architecture.tree import ROOT

FILE = ROOT / "docker-compose.yml"


@pytest.fixture(scope="module")
def compose():
    return YAML(typ="safe").load(FILE.read_text())


def test_it_is_valid_by_the_compose_specification():
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(FILE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_mistake_in_it_would_be_noticed(tmp_path):
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text(FILE.read_text().replace("healthcheck:", "healthchek:", 1))
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(wrong)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_neo4j_is_the_version_of_the_lock_with_the_settings_of_the_table(compose):
    neo4j = compose["services"]["neo4j"]
    assert neo4j["image"] == f"neo4j:{read_lock(DEFAULT_LOCK).version}-community"
    assert neo4j["environment"] == {"NEO4J_AUTH_FILE": "/run/secrets/neo4j_auth", **compose_environment()}


def test_the_names_are_those_that_the_image_reads_back():
    def read_back(name):
        return name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_")

    names = {read_back(name) for name in compose_environment()}
    assert {"server.memory.heap.max_size", "internal.dbms.cypher_ip_blocklist"} <= names
    assert {name for name in names if not re.fullmatch(r"(server|dbms|db|client|internal)(\.[a-z_]+)+", name)} == set()


def test_the_application_gets_settings_that_it_knows(compose, tmp_path):
    environment = compose["services"]["app"]["environment"]
    settings = read_settings(environment)
    assert settings.neo4j_url == "bolt://127.0.0.1:7687"
    assert str(settings.neo4j_password_file) == "/run/secrets/neo4j_password"
    assert settings.on_loopback


def test_no_secret_stands_in_it_and_each_comes_from_a_file(compose):
    assert {secret["file"] for secret in compose["secrets"].values()} == {
        "./secrets/neo4j_auth",
        "./secrets/neo4j_password",
    }
    for service in compose["services"].values():
        given = {name: value for name, value in service["environment"].items() if re.search("PASS|AUTH|SECRET", name)}
        assert {value for value in given.values() if not value.startswith("/run/secrets/")} == set()
        assert set(service["secrets"]) <= set(compose["secrets"])
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert "/secrets/" in ignored


def test_every_port_is_on_loopback_and_every_service_is_confined(compose):
    ports = [port for service in compose["services"].values() for port in service.get("ports", ())]
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []
    for service in compose["services"].values():
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert service["healthcheck"]["test"]
        assert not service.get("privileged", False)
    assert compose["services"]["app"]["depends_on"]["neo4j"]["condition"] == "service_healthy"


def test_the_image_holds_every_folder_of_the_product_and_nothing_else(compose):
    copied = re.findall(r"^COPY (.+) \S+$", compose["services"]["app"]["build"]["dockerfile_inline"], re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert names == {"pyproject.toml", "requirements.lock", "README.md", "LICENSE"} | {
        "app",
        "graph_schema",
        "queries",
        "seed",
    }
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert allowed == names
