"""Settings of all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# a machine may do other work as well
settings.register_profile("clippings", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("clippings")
