"""Settings of the whole test run."""

import os

from hypothesis import HealthCheck, settings

# The real Neo4j of the test run; nothing starts unless a test asks for it.
pytest_plugins = ["tests.engine_fixture"]

# A shared machine is slow now and then, so no example has a deadline. CI draws the same examples each time.
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")
