"""The domain and everything that decides: no web, no database, no vector library."""
