"""What can go wrong with ratings, as one sentence each."""

from __future__ import annotations

from diagram.errors import DiagramError


class RatingsUnavailable(DiagramError):
    """The database cannot be reached, read or written; everything else goes on without ratings."""


class InvalidRating(DiagramError):
    """A score, a user's name or a drawing that cannot be kept as given."""


class UnreadableRatings(DiagramError):
    """A file of ratings cannot be read at all: not there, far too large, or of another kind."""
