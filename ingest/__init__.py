"""From files to the stores: readers, structure, chunks, people, and the run that ties them together."""
