"""The definitions: what is counted, out of what, when, by which rule and on whose authority."""
