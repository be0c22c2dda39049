"""A Neo4j that does not answer is said in one line and never waited for: 4 s on a quiet machine, far less than 30."""

import os
import socket
import subprocess
import sys
import time

import pytest

COMMANDS = {
    "query": ["query", "kinship.ancestors", "--person_id", "x:a"],
    "doctor": ["doctor"],
}


@pytest.mark.parametrize("silent", [True, False], ids=["silent", "closed"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_does_not_wait_for_it(tmp_path, command, silent):
    secret = tmp_path / "secret"
    secret.write_text("x")
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        if silent:
            server.listen(8)
        variables = {
            "KINTRACE_HOME": str(tmp_path / "home"),
            "KINTRACE_NEO4J_URL": f"bolt://127.0.0.1:{server.getsockname()[1]}",
            "KINTRACE_NEO4J_PASSWORD_FILE": str(secret),
        }
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", "from app.cli.main import run; run()", *COMMANDS[command]],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **variables},
        )
    assert time.monotonic() - started < 30
    assert done.returncode == 1
    said = done.stderr if command == "query" else done.stdout
    assert "no Neo4j answers at bolt://127.0.0.1" in said
    assert len(done.stderr.splitlines()) == (command == "query")
    assert "Traceback" not in done.stderr
