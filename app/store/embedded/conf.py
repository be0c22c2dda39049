"""The Neo4j settings: one table for the child process and for docker-compose.yml.

A name that is not known to Neo4j stops its start, so two names depend on the version.
"""

from collections.abc import Mapping

_QUIET_5 = "internal.dbms.bolt.netty_server_shutdown_quiet_period"
_QUIET_CALENDAR = f"{_QUIET_5}_duration"
#: Sizes of the server set-up in docker-compose.yml.
SERVER_SIZES = {"heap": "2g", "pagecache": "1g", "tx_max": "1g", "tx_total": "1400m", "tx_timeout": "60s"}


def shared_settings(sizes: Mapping[str, str]) -> dict[str, str]:
    """Return the settings that hold wherever Kintrace's Neo4j runs.

    Parameters
    ----------
    sizes : mapping of str to str
        ``pagecache``, ``tx_max``, ``tx_total``, ``tx_timeout``.
    """
    return {
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        # LOAD CSV reads neither files nor addresses: a query must not reach out of the database.
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
        # Unset, the page cache takes half of the machine's memory.
        "server.memory.pagecache.size": sizes["pagecache"],
        # Never 0: without a limit one query can end the JVM.
        "db.memory.transaction.max": sizes["tx_max"],
        "dbms.memory.transaction.total.max": sizes["tx_total"],
        "db.transaction.timeout": sizes["tx_timeout"],
        "db.transaction.monitor.check.interval": "500ms",
        # A stop waits for running queries this long; the default is 10 s.
        "db.shutdown_transaction_end_timeout": "2s",
        # Parameters of queries hold names of persons.
        "db.logs.query.enabled": "OFF",
        "db.tx_log.rotation.size": "64m",
        "db.tx_log.rotation.retention_policy": "1 files",
    }


def child_settings(sizes: Mapping[str, str], *, calendar_version: bool = False) -> dict[str, str]:
    """Return all settings of the child process.

    Parameters
    ----------
    sizes : mapping of str to str
    calendar_version : bool
        Neo4j is numbered by year (2025.01 and later), not 5.x.
    """
    quiet = {_QUIET_CALENDAR: "0s"} if calendar_version else {_QUIET_5: "0"}
    return {
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": "127.0.0.1:0",
        "dbms.security.auth_enabled": "true",
        "server.bolt.thread_pool_max_size": "64",
        "db.tx_log.preallocate": "false",
        **quiet,
        **shared_settings(sizes),
    }


def compose_environment() -> dict[str, str]:
    """Return the same settings as the environment of Neo4j's container image."""
    named = {
        "server.memory.heap.initial_size": SERVER_SIZES["heap"],
        "server.memory.heap.max_size": SERVER_SIZES["heap"],
        **shared_settings(SERVER_SIZES),
    }
    return {_environment_name(name): value for name, value in named.items()}


def _environment_name(setting: str) -> str:
    """In the image's names ``_`` separates the parts and ``__`` is an underscore."""
    return "NEO4J_" + setting.replace("_", "__").replace(".", "_")


def as_text(settings: Mapping[str, str]) -> str:
    """Return settings as the text of a ``neo4j.conf``."""
    return "".join(f"{name}={value}\n" for name, value in settings.items())
