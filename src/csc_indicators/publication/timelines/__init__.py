"""Small drawn timelines: a case that counts and a case that does not, judged by the rule itself."""

from csc_indicators.publication.timelines.choosing import timelines
from csc_indicators.publication.timelines.timeline import COLOURS, Lane, Mark, Timeline

__all__ = ["COLOURS", "Lane", "Mark", "Timeline", "timelines"]
