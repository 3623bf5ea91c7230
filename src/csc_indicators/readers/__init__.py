"""Other people's files into columns."""
