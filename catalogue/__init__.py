"""The relational register, the truth from which the indexes can be rebuilt."""
