"""The routes: parse, call one function, render. Blocking work, so plain `def`: each runs in a thread."""
