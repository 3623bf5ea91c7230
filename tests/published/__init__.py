"""Answers that somebody else published, reached again from the counts they published with them."""
