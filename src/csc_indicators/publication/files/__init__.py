"""The files published beside the site, at addresses that stay: what is in each, and how they are written."""

from csc_indicators.publication.files.datasets import dataset
from csc_indicators.publication.files.language_models import Page
from csc_indicators.publication.files.published import published_files
from csc_indicators.publication.files.writing import Written, write_files

__all__ = ["Page", "Written", "dataset", "published_files", "write_files"]
