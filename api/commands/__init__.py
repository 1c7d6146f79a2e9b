"""One file per command: open what it needs, call one function, print."""
