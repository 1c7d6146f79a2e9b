"""The relational register, the truth from which both indexes can be rebuilt."""
