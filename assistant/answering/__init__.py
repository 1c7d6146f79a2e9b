"""Turning ranked subjects into an answer."""
