"""What makes two files the same document."""

from hashlib import sha256

_DIGITS = 16


def document_id(content: bytes) -> str:
    """Return "doc-" and the first 16 hexadecimal digits of the SHA-256 of `content`."""
    return document_id_of_hash(sha256(content).hexdigest())


def document_id_of_hash(content_hash: str) -> str:
    """The same, where the SHA-256 is known. The tables of one file have this id and a name after it."""
    return f"doc-{content_hash[:_DIGITS]}"
