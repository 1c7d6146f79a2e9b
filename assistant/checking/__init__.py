"""Checking what an answer says against what it cites: nothing is shown that the cited page does not say."""

from assistant.checking.checker import Checker
from assistant.checking.proving import Fault, FaultKind, Proof

__all__ = ["Checker", "Fault", "FaultKind", "Proof"]
