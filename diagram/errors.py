"""Errors that a user may meet: one sentence that says what is wrong, what was given, and what to do."""


class DiagramError(Exception):
    """Base of every error shown to a user; its message is fit to be shown as it is."""


class InvalidDiagram(DiagramError):
    """The nodes, edges or sizes do not make a diagram."""


class UnreadableRows(DiagramError):
    """No diagram could be read from a text of rows."""


class UnreadableOutline(DiagramError):
    """A text is not an outline."""


class InvalidPrompt(DiagramError):
    """The words given cannot be drawn: empty, far too long, or with nothing in them to draw."""


class ModelUnavailable(DiagramError):
    """The weights of a model are missing or do not fit this program."""


class Cancelled(DiagramError):
    """The user stopped what was going on."""


class EditRefused(DiagramError):
    """An edit by words would change nothing, or something that the request does not name."""
