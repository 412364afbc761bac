"""Judging drawings: how well one reads, how alike two are, and what a reader likes."""
