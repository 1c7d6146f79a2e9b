"""Conversation by rules: what a message does to the need that stands, and what of the shown it points to."""
