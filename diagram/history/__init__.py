"""What a user has drawn and changed, kept in the database of the ratings.

records.py  what is kept of a piece of work: its prompt, its versions, which one is current
store.py    start, add, undo, redo, reopen, fork, delete
limits.py   how much is kept of one reader
room.py     what goes where there is more
memory.py   the same for one piece of work where there is no database
"""

from diagram.history.records import Draft, Summary, Version, Work
from diagram.history.store import History

__all__ = ["Draft", "History", "Summary", "Version", "Work"]
