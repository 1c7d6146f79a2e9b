"""The parts of a question that asks for help with several problems, by rules.

A question is divided only where it says in so many words that it holds several problems: by numbers or
bullets, on lines of their own, by words such as "we also need" and "อีกเรื่องคือ", or by a list of things to
be done after words that ask for help. A list of nouns ("bananas, mangoes and durians") describes one problem.
Where the rules are not sure the question stays whole: a division that is missed costs less than a problem
torn apart.
"""

from assistant.parts.dividing import PARTS_AT_MOST, parts_of

__all__ = ["PARTS_AT_MOST", "parts_of"]
