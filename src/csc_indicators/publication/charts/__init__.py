"""Charts of results, drawn with matplotlib, which the extra ``plots`` installs."""
