"""The parts of a report, each recognised by one module: lines, headings, cover, people, year, abstracts."""
