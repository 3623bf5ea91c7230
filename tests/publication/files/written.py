"""The library's own files, made once; and the CSVW validator's word on a folder of them."""

import csv
import io
import json
import warnings
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from csvw import CSVW

from csc_indicators.publication.files import published_files


@cache
def files() -> Mapping[str, bytes]:
    """Every published file."""
    return published_files()


def document(path: str) -> Any:
    """A file of JSON."""
    return json.loads(files()[path])


def table(path: str) -> list[dict[str, str]]:
    """A file of CSV, as another program reads it."""
    return list(csv.DictReader(io.StringIO(files()[path].decode("utf-8"), newline=""), strict=True))


def is_valid(folder: Path, name: str) -> bool:
    """Whether csvw, strict, accepts a table and the metadata beside it."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        try:
            return bool(CSVW(str(folder / name), md_url=str(folder / f"{name}-metadata.json"), validate=True).is_valid)
        except ValueError:
            return False
