"""How every command tells: data to standard output, words about it to standard error, and errors as one message and an exit code."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from csc_indicators.errors import (
    BrokenLedger,
    FaultyRecords,
    InvalidDefinition,
    InvalidLimit,
    InvalidPeriod,
    MissingExtra,
    OutsideCalendar,
    UnknownName,
    UnsafeRelease,
)
from csc_indicators.publication.screen import shown

__all__ = ["explained", "print_json", "print_lines", "say"]

#: Wide enough for a breach and its reason on one line, where there is no terminal whose width to take.
WIDTH_ON_A_PIPE = 130


@contextmanager
def explained() -> Iterator[None]:
    """Errors of this library as one message and an exit code."""
    try:
        yield
    except (BrokenLedger, FaultyRecords, OutsideCalendar, UnsafeRelease) as error:
        code, message = 1, str(error)
    except OSError as error:
        code, message = 1, f"{error.filename or 'A file'} cannot be used: {error.strerror or error}"
    except (InvalidDefinition, InvalidLimit, InvalidPeriod, MissingExtra, UnknownName) as error:
        code, message = 2, str(error)
    else:
        return
    say(message)
    sys.exit(code)


def say(words: str) -> None:
    """Words about the data, to standard error."""
    click.echo(words, err=True)


def print_json(value: Any) -> None:
    """Data as JSON."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def print_lines(lines: Iterable[Any]) -> None:
    """Data as lines, as wide as the terminal."""
    for line in shown(lines, width=None if sys.stdout.isatty() else WIDTH_ON_A_PIPE):
        click.echo(line)
