"""
The reference site: a Sphinx extension, so that a council can build the site of its own collection too.

``extensions = ["csc_indicators.site"]`` in a ``conf.py`` gives a page to every indicator, reason, list of reasons, limit and calendar year, the
directives and roles of the domain ``csc``, the indices, and the published files. The guide is at "Build a site of your own".
"""

from csc_indicators.site.extension import setup

__all__ = ["setup"]
