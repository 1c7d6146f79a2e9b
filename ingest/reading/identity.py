"""What makes two files the same document."""

from hashlib import sha256


def document_id(content: bytes) -> str:
    """Return "doc-" and the first 16 hexadecimal digits of the SHA-256 of `content`."""
    return f"doc-{sha256(content).hexdigest()[:16]}"
