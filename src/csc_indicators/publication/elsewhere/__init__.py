"""The same indicators in Python, SQL and Excel: what a reader copies to count for themselves."""
