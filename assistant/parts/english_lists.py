"""Lists of things to be done in an English question: "help with salt, packaging and also FDA approval"."""

import re
from collections.abc import Sequence

# What asks for help with what follows.
_LEAD = re.compile(
    r"(?<![a-z])(?:need|want|looking for|seek(?:ing)?|require|help(?:\s+(?:us|me))?(?:\s+(?:with|to|in))?"
    r"|(?:someone|somebody|people|experts?|researchers?|advice|a team)\s+"
    r"(?:who\s+can|who\s+knows?|to|for|in|on|with))"
    r"(?![a-z])[:\s]*",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[\n?!;]|\.(?=\s|$)|,?\s+(?:please|thanks?|thank you)(?![a-z])", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")
_AND = re.compile(r"(?:,\s*|\s+)and\s+|^and\s+", re.IGNORECASE)
_ALSO = re.compile(
    r"(?:,\s*|\s+|^)(?:and also|as well as|and finally|and separately|plus|along with)\s+", re.IGNORECASE
)
_NAMES = r"(?!(?:some|any|no|every)?thing|during|spring|string|morning|evening)"
_ACTIVITY = re.compile(
    rf"(?<![a-z])(?:\w*(?:ation|ition|ution|uction|action|ption|sion|ysis|ment)|{_NAMES}\w{{2,}}ing"
    r"|design|tests?|labels?|packag\w+|certificates?|licen[cs]es?|approval|permits?|patents?|trademarks?|halal|haccp|gmp|fda|iso"
    r"|shelf[ -]life|storage|logistics|control|removal|disposal|recovery|wastewater)(?![a-z])"
    r"|^(?:to\s+)?(?:reduce|cut|lower|design|register|treat|test|measure|develop|build|make|improve|extend|prevent|control|sell"
    r"|market|certify|label|pack|save|dry|extract|remove|recycle|analy[sz]e|check|train|keep|find|apply|monitor|clean)(?![a-z])",
    re.IGNORECASE,
)
# In a list of deeds that share their object: "for drying, grinding and packing herbs".
_DEED_ALONE = re.compile(
    r"(?:^|\sfor\s)(?!packaging|labelling|labeling|marketing|branding)\w+ing\s*$", re.IGNORECASE
)


def divided_by_english_list(text: str) -> Sequence[str]:
    """The items of the first list of things to be done that follows words asking for help."""
    for lead in reversed(list(_LEAD.finditer(text))):
        end = _ENDS.search(text, lead.end())
        items = _problems(text[lead.end() : end.start() if end else len(text)])
        if items:
            return items
    return ()


def _problems(run: str) -> list[str]:
    """The items of `run` if they are problems by themselves, and not one told in several words."""
    *items, last = _COMMA.split(run)
    also = _ALSO.search(last)
    joined = also or _AND.search(last)
    if joined is None:
        return []
    items += filter(None, (last[: joined.start()], last[joined.end() :]))
    is_list = len(items) > 2 and (also or not any(map(_DEED_ALONE.search, items[:-1])))
    is_pair = len(items) == 2 and also
    return items if (is_list or is_pair) and all(map(_ACTIVITY.search, items)) else []
