"""The Neo4j that Kintrace runs itself: a child process of its own, made from locked jars.

``open_engine`` starts it, or joins the one that another process of this data folder runs. ``jars`` fetches and checks
the jars, ``conf`` is the table of Neo4j settings, ``child`` is the process that holds the JVM, ``launch`` starts and
stops it, ``folder`` keeps lock, password and address, ``attach`` puts them together, ``engine`` restarts after a crash.
"""

from app.store.embedded.config import EngineConfig, Progress, silent
from app.store.embedded.engine import Engine, open_engine
from app.store.embedded.folder import disk_warning

__all__ = ["Engine", "EngineConfig", "Progress", "disk_warning", "open_engine", "silent"]
