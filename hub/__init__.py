"""Sharing on the Hugging Face Hub: push what was trained here, pull what others trained, deploy the Space.

    push.py          python -m hub.push adapter|dataset|scorers|model|space|feedback
    pull.py          python -m hub.pull adapter|dataset|scorers|model
    contents.py      what may leave this machine: no pickle, token, database, link, nothing from elsewhere
    parcels.py       what a push consists of
    publication.py   repository, one commit, tag; nothing where nothing has changed
    adapters.py models.py scorers.py tables.py    each kind in the layout that its library has for the Hub
    examples.py      the data of a folder, by its columns
    cards.py         cards out of the facts
    space.py         the files of the Space and its front matter
    keeping.py       on a Space without a disk: ratings kept in a private data set and read back at start
    feedback.py      ratings of readers who agreed, as a data set of preferences

Fetching and verifying is `diagram.remote`, which the program itself uses; this package uses `diagram`, and
`training` only to make the data set that is pushed by default.
"""
