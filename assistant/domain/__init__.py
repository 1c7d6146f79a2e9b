"""People, works, needs, evidence and answers as frozen, plain data. Nothing here imports a library."""
