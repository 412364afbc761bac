"""Ratings that last: who gave which drawing how many points, kept in SQLite or PostgreSQL.

`store.Ratings` is the way in; `exchange` and `earlier` take ratings out and in as files.
"""
