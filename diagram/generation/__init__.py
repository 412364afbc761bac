"""Language models that write outlines: one small protocol, several backends.

backend.py    what every backend offers
embedded.py   the model that ships in the repository
decoder.py    its forward pass, with preallocated key-value cache
grammar.py    which token may come next: always parseable, always ended, names copied from the prompt
transcript.py tokens back to an outline, names as the prompt writes them

choice.py     which backend writes, by name
causal_lm.py  any causal language model: asks for rows or an outline, and reads them
checkpoints.py loads it, with an adapter
decoding.py   its candidates, in one batch
text_grammar.py rows and outlines as grammars over any tokenizer
endpoint.py   a model behind a URL
instructions.py what such a model is told, and how its answers are read
templates.py  the text around prompts and completions
sources.py    folders and Hub ids
"""
