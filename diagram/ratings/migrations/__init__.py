"""How the database became what `schema` says, step by step; run whenever a database is opened."""
