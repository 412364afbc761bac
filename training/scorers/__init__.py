"""Training of the scorers that rank drawings."""
