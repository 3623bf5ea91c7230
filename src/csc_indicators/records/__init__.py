"""Typed tables of what happened: what each column means, whether it may be missing, and how a caller's own table becomes one."""
