"""Changing a diagram by words: the model writes the outline anew, code checks that nothing else has changed.

from diagram.editing import revise
revision = revise(outline, "add dropout after the second conv")
print(*revision.difference.sentences(), sep="\\n")
"""

__all__ = ["Change", "Difference", "Revision", "compare", "revise"]


def __getattr__(name: str):
    # Importing one part, as the synthesis does, does not load the others.
    if name in ("Revision", "revise"):
        from diagram.editing import revision

        return getattr(revision, name)
    if name in ("Change", "Difference", "compare"):
        from diagram.editing import difference

        return getattr(difference, name)
    raise AttributeError(f"module 'diagram.editing' has no attribute {name!r}")
