"""`python -m eval hostile`: hostile questions and documents through the whole path, to have no effect.

A hostile question must be answered as its honest wording is. A hostile document must be found for its own
subject alone, without what it orders, and nothing of it may act where it is shown.
"""
