"""Passwords in addresses, made unreadable before anything is shown or logged."""

import re

_USER = re.compile(r"(://[^\s:/@]*):\S*@")
_QUERY = re.compile(r"([?&][^\s=&]*(?:pass|pwd|secret|token|key)[^\s=&]*=)[^\s&#]*", re.IGNORECASE)


def masked(text: str) -> str:
    """`text` with "***" for the passwords of the addresses in it, before the host or in the query."""
    return _QUERY.sub(r"\1***", _USER.sub(r"\1:***@", text))
