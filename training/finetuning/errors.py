"""What stops a training before or during it, in one sentence for the user."""

from diagram.errors import DiagramError


class CannotTrain(DiagramError):
    """The options, the data, the model or the machine do not allow this training."""


class Cancelled(DiagramError):
    """The user has stopped the training; nothing is kept of it but checkpoints."""
