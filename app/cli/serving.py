"""Serving pages and API from a command: a free port, the address when it answers, an end that leaves nothing behind."""

from __future__ import annotations

import errno
import importlib
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from app.errors import ConfigurationError

if TYPE_CHECKING:
    from app.access.keys import Keys
    from app.bootstrap import Kintrace

_PORTS_TRIED = 100
_HEALTH_SECONDS = 60.0
_LOOK_SECONDS = 0.1
_GRACE_SECONDS = 3
#: How long one thread may hold the interpreter while others wait: what is worked out ahead keeps each page waiting so
#: long, many times a page.
SWITCH_SECONDS = 0.0002
_TAKEN = frozenset({errno.EADDRINUSE, errno.EACCES})


def bind(host: str, port: int, *, next_free: bool) -> socket.socket:
    """Return a listening socket.

    Raises
    ------
    ConfigurationError
        The port is taken, or the address is none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    last = min(port + (_PORTS_TRIED if next_free else 1), 65_536)
    for candidate in range(port, last):
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((host, candidate))
            bound.listen(128)
        except OSError as error:
            bound.close()
            if error.errno not in _TAKEN:
                raise ConfigurationError("KINTRACE_HOST", "is no address of this machine", "127.0.0.1") from error
            continue
        return bound
    words = f"port {port} is taken" if last == port + 1 else f"no port from {port} to {last - 1} is free"
    raise ConfigurationError("KINTRACE_PORT", words, "Set another port, or stop what listens there")


def load_pages() -> None:
    """Begin to load the code of pages and API, while the engine starts; :func:`serve` waits for it."""
    threading.Thread(target=importlib.import_module, args=("app.api.main",), name="load-pages", daemon=True).start()


def serve(kintrace: Kintrace, bound: socket.socket, words: str, keys: Keys | None = None) -> None:
    """Serve until Ctrl-C or SIGTERM; prints the address as soon as it answers. With keys, all requests need one."""
    import uvicorn

    settings = kintrace.settings
    main = importlib.import_module("app.api.main")  # the two edges do not know each other's code
    guard = importlib.import_module("app.api.guard")
    limits = guard.Limits(
        body=settings.max_body_bytes,
        upload=settings.max_upload_bytes,
        inflated=settings.max_inflated_bytes,
        rows=settings.max_upload_rows,
    )
    hosts = [host.strip() for host in settings.hosts.split(",") if host.strip()]
    app = main.create_app(kintrace, hosts=[*hosts, bound.getsockname()[0]], limits=limits, keys=keys)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        timeout_keep_alive=5,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        limit_concurrency=256,
        h11_max_incomplete_event_size=limits.headers,
    )
    server = uvicorn.Server(config)
    sys.setswitchinterval(SWITCH_SECONDS)
    signal.signal(signal.SIGTERM, _end)  # uvicorn gives the signal on when it has closed; the engine still has to stop
    host, port = bound.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    ready = kintrace.analyst.get_ready
    threading.Thread(target=_announce, args=(server, f"http://{shown}:{port}", words, ready), daemon=True).start()
    try:
        server.run(sockets=[bound])
    except KeyboardInterrupt:
        print("kintrace: stopping", file=sys.stderr)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(0)


def _announce(server: object, address: str, words: str, then: Callable[[], None]) -> None:
    """Print the address when it answers; what takes seconds comes after it."""
    limit = time.monotonic() + _HEALTH_SECONDS
    while time.monotonic() < limit and not getattr(server, "should_exit", False):
        try:
            with urllib.request.urlopen(f"{address}/api/v1/health", timeout=5):
                pass
        except urllib.error.HTTPError as error:
            error.close()  # it answers; with access keys it answers that one is needed
        except (urllib.error.URLError, OSError):
            time.sleep(_LOOK_SECONDS)
            continue
        print(f"{words} on {address}  (Ctrl-C stops)", flush=True)
        then()
        return
    print(f"kintrace: {address} does not answer", file=sys.stderr)
