"""Weights and data sets by name: a folder here, or OWNER/NAME@REVISION on the Hugging Face Hub.

sources.py       `resolve(name, kind)`: the folder behind a name, pulled where need be
names.py         what is a Hub id, what a folder
connection.py    how the Hub is asked: time limits, retries, the token
listing.py       what a repository holds at one commit, and what of it is wanted
download.py      fetches, verifies in a staging folder, and only then moves into place
hashes.py        by what the Hub tells one content from another
cache.py         without a network: what the cache of `huggingface_hub` holds, verified alike
verification.py  what arrived is safetensors, of a known configuration, and nothing else
scorers.py       from the Hub's layout of the scorers to the one that this program loads
installed.py     what has been pulled before
errors.py        what can go wrong, in one sentence each

Data flows from here to generation and scoring; `hub` (push, pull) uses this package, never the other way.
"""
