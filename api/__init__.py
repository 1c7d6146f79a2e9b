"""The doors: web, command line and, later, LINE. Parse, call one function, render."""
