"""For maintainers: resolve the jars of one Neo4j version and write the lock that users install from.

Run it as ``python -m tools.lock_engine 5.26.30 app/store/embedded/lock-5.26.toml``. It takes about two minutes. After
a change of the version compare the result with what Maven itself would take (``mvn dependency:list``).
"""

import argparse
import re
import tempfile
from pathlib import Path

from jgo.constants import MAVEN_CENTRAL_URL
from jgo.env import LockFile
from jgo.maven import MavenContext, PythonResolver
from jgo.parse import Coordinate

# jgo applies the dependency management of the root to the whole tree, so it finds these, which Neo4j does not use.
_LEFT_OUT = (
    ("org.bouncycastle", "bcprov-jdk18on"),
    ("org.bouncycastle", "bcpkix-jdk18on"),
    ("org.bouncycastle", "bcutil-jdk18on"),
    ("junit", "junit"),
    ("org.hamcrest", "hamcrest"),
    ("org.hamcrest", "hamcrest-core"),
    ("org.mockito", "mockito-core"),
    ("net.bytebuddy", "byte-buddy"),
    ("net.bytebuddy", "byte-buddy-agent"),
    ("org.objenesis", "objenesis"),
)


def lock(version: str, repo: Path) -> LockFile:
    """Resolve the compile and runtime jars of one version of Neo4j; fetches them to take their checksums."""
    context = MavenContext(
        repo_cache=repo, local_repos=[], remote_repos={"central": MAVEN_CENTRAL_URL}, resolver=PythonResolver()
    )
    wanted = context.create_dependency(
        Coordinate(groupId="org.neo4j", artifactId="neo4j", version=version, scope="compile"),
        exclusions=[context.project(group, artifact) for group, artifact in _LEFT_OUT],
    )
    inputs, transitive = context.resolver.resolve([wanted])
    jars = {
        (jar.groupId, jar.artifactId, jar.classifier or "", jar.version): jar
        for jar in [*inputs, *transitive]
        if jar.scope in ("compile", "runtime")
    }
    return LockFile.from_resolved_dependencies(
        [jars[key] for key in sorted(jars)], environment_name=f"neo4j-{version}", min_java_version=17
    )


def main() -> None:
    """Write the lock of the version named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("version", help="a version of Neo4j Community, such as 5.26.30")
    parser.add_argument("target", type=Path, help="the lock file to write")
    parser.add_argument("--repo", type=Path, help="folder for the fetched jars; a temporary one unless given")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        lock(given.version, given.repo or Path(temporary)).save(given.target)
    text = given.target.read_text(encoding="utf-8")
    # The time of the run says nothing about the jars and would change the file each time.
    given.target.write_text(re.sub(r"^generated = .*\n", "", text, flags=re.MULTILINE), encoding="utf-8")


if __name__ == "__main__":
    main()
