"""Small drawn timelines: a case on each side of a rule's edge, judged by the rule itself."""

from csc_indicators.publication.timelines.choosing import timelines
from csc_indicators.publication.timelines.timeline import Lane, Mark, Timeline

__all__ = ["Lane", "Mark", "Timeline", "timelines"]
