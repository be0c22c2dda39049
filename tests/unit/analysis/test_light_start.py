"""What the list of analyses loads: a command that only shows its help waits for no engine and no graph library."""

import subprocess
import sys

_HEAVY = ("networkx", "duckdb", "pandas", "scipy", "rustworkx", "pyarrow.parquet")


def test_the_list_of_analyses_starts_without_engines_and_graph_libraries():
    code = f"import sys, app.analysis.every; print([name for name in {_HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
