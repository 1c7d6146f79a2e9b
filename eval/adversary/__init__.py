"""Adversaries: language models that lie by a script or know no better, asked along the users' own path.

What they get shown is judged by an auditor of its own, which shares no rule with the check that it audits.
"""
