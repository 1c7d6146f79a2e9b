"""Sentence-like units of Thai and English text."""

import re

_BLOCK = re.compile(r"[^\n]+")
_GAP = re.compile(r"\s+")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as (start, end), in order, without outer white space."""
    spans = []
    for block in _BLOCK.finditer(text):
        start = block.start()
        for gap in _GAP.finditer(text, block.start(), block.end()):
            if gap.start() - start >= 120:
                spans.append((start, gap.start()))
                start = gap.end()
        spans.append((start, block.end()))
    return [span for span in (_trimmed(text, *span) for span in spans) if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
