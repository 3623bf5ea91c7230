"""How Hypothesis runs: the same examples every time on a build server, new ones every time at a desk, few for each mutant; never a deadline."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow],  # one process runs a test many times
)
settings.load_profile("ci" if os.environ.get("CI") else "default")
