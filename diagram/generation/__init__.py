"""Language models that write outlines: one small protocol, several backends.

backend.py    what every backend offers
embedded.py   the model that ships in the repository
decoder.py    its forward pass, with preallocated key-value cache
grammar.py    which token may come next: always parseable, always ended, names copied from the prompt
transcript.py tokens back to an outline, names as the prompt writes them
"""
