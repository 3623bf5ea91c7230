"""England: the national indicators."""

from csc_indicators.indicators.child_protection import icpc_within_15_working_days

__all__ = ["icpc_within_15_working_days"]
