"""The command line."""

from csc_indicators.cli.commands import cli

__all__ = ["cli"]
