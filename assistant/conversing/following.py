"""What a message does to the need that stands, by rules.

A message adds only what it says in so many words, as a first question does. It changes the limits or the
subject of the need that stands, points to what was shown, or states a need of its own, which takes nothing
over from the one before.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.conversing import phrases
from assistant.conversing.asides import answers_what_was_shown, aside, begins_anew
from assistant.conversing.changing import (
    excluding,
    keeping,
    let_in,
    lifted,
    names_anywhere,
    names_instead,
    names_limit,
    narrowed,
    put_back,
    ruled_out_instead,
    without_limits_named,
)
from assistant.conversing.correcting import (
    Instead,
    asked_of_another,
    corrected_number,
    meant_instead,
    names_an_end,
    renumbered,
    replaced,
    speaks_of,
    taken_back,
    without,
)
from assistant.conversing.pointing import list_named, pointed_at
from assistant.conversing.recording import agrees, asks_to_record, declines, gives_contact, takes_back
from assistant.conversing.speaking import spoken
from assistant.domain.conversations import Act, Conversation, Pointing
from assistant.domain.needs import Need
from assistant.domain.people import Organisation
from assistant.domain.refining import Refining
from assistant.institutions import centre_named, in_full
from assistant.language import fold, normalise, squeeze
from assistant.language.wordnet import is_thing, meanings
from assistant.limits import limit_spans
from assistant.orders import stated
from assistant.ports import Likeness
from assistant.understanding import LONGEST_QUESTION, blanked, understand
from assistant.weighing import rarity
from prompts import Language

# Where a message says that it speaks of another subject, it says so at its beginning.
_LONGEST_OPENING = 40
_LONGEST_GREETING = 80
_SHORTEST_SUBJECT = 6
_RARE_AS_A_SUBJECT = 0.4
# How much the words of a message tell, in rare words, that speaks of a subject at all; of one beside a limit;
# and that states a need of its own, as 400 first messages and 676 later ones parted (docs/benchmarks.md).
_TELLS_OF_SUBJECT, _TELLS_OF_ITS_OWN, _TELLS_ENOUGH = 1.0, 2.1, 3.0
# A number is that of a limit only where little is said besides; else it counts what is said.
_TELLS_BESIDE_NUMBER = 0.9


@dataclass(frozen=True, slots=True)
class Step:
    """What a message does: the act, the need that stands after it, what it points to, and what a language
    model made of the need."""

    act: Act
    need: Need | None
    pointing: Pointing | None = None
    refining: Refining | None = None


@dataclass(frozen=True, slots=True)
class _Message:
    """A message as its letters, folded with short names written out, and understood by itself."""

    full: str
    understood: Need

    @property
    def subject(self) -> tuple[str, ...]:
        """Its words that are neither of asking nor of talking about a need or the kinds of what is wanted; no
        bare numbers."""
        rest = phrases.A_KIND.sub(" ", self.without_limits)
        said = f"{rest} {rest.replace('-', '')}"
        return tuple(
            t for t in self.understood.topics if t not in phrases.TALK and not t.isdigit() and t in said
        )

    @property
    def without_limits(self) -> str:
        """Its letters without the years and levels that it limits works to."""
        return blanked(self.full, limit_spans(self.full, speaks_of_works=True))

    @property
    def is_vague(self) -> bool:
        """Whether it says too little to search for."""
        if phrases.ASKS_FOR_MORE.fullmatch(self.full):
            return True
        if self.understood.is_constrained or self.understood.field:
            return False
        telling = [word for word in self.subject if word not in phrases.VAGUE]
        if len(telling) != 1:
            return not telling
        return len(telling[0]) < _SHORTEST_SUBJECT and not _is_known_subject(telling[0])

    @property
    def is_greeting(self) -> bool:
        if len(self.full) > _LONGEST_GREETING:
            return False
        return any(pattern.fullmatch(self.full) for pattern in (phrases.GREETING, phrases.INTRODUCTION))

    @property
    def is_thanks(self) -> bool:
        """Whether it thanks or acknowledges and asks for nothing besides."""
        thanks = phrases.THANKS.match(self.full) or (not self.subject and phrases.THANKS.search(self.full))
        if not thanks or self.understood.is_constrained or names_anywhere(self.full):
            return False
        if limit_spans(self.full, speaks_of_works=True):
            return False
        return not phrases.ASKS.search(self.full[: thanks.start()] + " " + self.full[thanks.end() :])

    @property
    def asks_for_contact(self) -> bool:
        return len(self.subject) < 2 and phrases.CONTACT.search(self.full) is not None

    def tells(self, known: Collection[str]) -> float:
        """How much its words tell besides those that are `known`: the sum of how rare each is."""
        return sum(rarity(word) for word in {*self.subject} - {*known, *phrases.VAGUE})

    def is_own_need(self, known: Collection[str]) -> bool:
        """Whether it states a need by itself, where a need stands that speaks of what is `known`: words that
        announce a subject weigh as much as another rare word, words of going on speak as much against it.
        What says that it adds to the need states none."""
        if phrases.ADDS.match(self.full):
            return False
        announces = phrases.NAMES_SUBJECT.search(self.full) is not None
        asks_for_a_kind = phrases.A_KIND.search(self.full) is not None
        if phrases.HELLO.match(self.full) and (announces or asks_for_a_kind) and self.tells(known):
            return True
        goes_on = phrases.GOES_ON.match(self.full) is not None
        return self.tells(known) + announces - goes_on > _TELLS_ENOUGH

    @property
    def taken_back(self) -> str:
        """What it says is no longer meant, unless that is a kind of what is wanted; empty: nothing."""
        phrase = taken_back(self.full)
        return "" if phrases.A_KIND.search(self.full[: self.full.find(phrase) + len(phrase)]) else phrase

    @property
    def is_question(self) -> bool:
        return phrases.QUESTION.search(self.full) is not None


@dataclass(frozen=True, slots=True)
class Follower:
    """Reads messages; `likeness` tells which word of a need another one stands in for."""

    organisations: Sequence[Organisation]
    today: date
    likeness: Likeness | None

    def follow(self, said: str, conversation: Conversation, language: Language | None = None) -> Step:
        """Return what `said` does after the turns of `conversation`; `language` overrides that of the answer.

        Raises QuestionError where it is empty or too long.
        """
        if said.strip() and not any(map(str.isalnum, said)):
            return Step(_act_of_signs(said, conversation), conversation.need)
        if not conversation.turns:
            said = phrases.without_announcement(said)
        message = self._read(said, language or spoken(said, conversation))
        standing = conversation.need and replace(conversation.need, language=message.understood.language)
        if conversation.was_just_recorded and gives_contact(message.full):
            return Step("record", conversation.need)
        if message.is_greeting:
            return Step("greet", standing)
        if says_nothing_of_it := aside(message.full):
            return Step(says_nothing_of_it, standing)
        if begins_anew(message.full):
            return Step("unclear", None)
        if about_recording := self._about_recording(message, conversation):
            return about_recording
        if says_how_it_is_liked := answers_what_was_shown(message.full):
            return Step(says_how_it_is_liked if standing else "unclear", standing)
        if standing and phrases.BACK_TO_THE_FIRST.fullmatch(message.full):
            return Step("need", replace(conversation.needs[0], language=standing.language))
        if standing and phrases.AS_AT_FIRST.search(message.full):
            again = put_back(standing, conversation.needs, message.full)
            if _limits(again) != _limits(standing):
                return Step("refine", again)
        opening = message.full[:_LONGEST_OPENING]
        for phrase in (phrases.REFERS_BACK, phrases.CHANGES_SUBJECT):
            if conversation.turns and (found := phrase.search(opening)):
                rest = message.full[: found.start()] + " " + message.full[found.end() :]
                goes_back = phrase is phrases.REFERS_BACK
                if standing and not goes_back and (instead := self._of_the_standing(rest, standing)):
                    return Step("correct", self._corrected(standing, self._read(rest, language), instead))
                if standing and (limits := self._limits_alone(rest, conversation, standing, language)):
                    return limits
                return self._another_subject(rest, conversation, goes_back, language)
        if message.is_thanks and not (standing and lifted(standing, message.full) != standing):
            return Step("thanks", standing)
        if standing is None:
            return self._own_need(message, conversation)
        return self._about(message, standing, conversation) or self._own_need(message, conversation)

    def _read(self, said: str, language: Language | None) -> _Message:
        understood = understand(said, self.organisations, self.today, language)
        full = in_full(fold(squeeze(stated(normalise(said)))))
        return _Message(phrases.with_digits(phrases.in_standard_thai(full)), understood)

    @staticmethod
    def _about_recording(message: _Message, conversation: Conversation) -> Step | None:
        """What a message says about having the need that stands recorded for an officer, as it was stated."""
        is_recorded = conversation.was_just_recorded
        if takes_back(message.full, is_recorded=is_recorded):
            return Step("withdraw", conversation.need)
        if asks_to_record(message.full) or (conversation.found_nothing and agrees(message.full)):
            return Step("record", conversation.need)
        if is_recorded and agrees(message.full):
            return Step("thanks", conversation.need)
        if conversation.found_nothing and declines(message.full):
            return Step("thanks", conversation.need)
        return None

    def _own_need(self, message: _Message, conversation: Conversation) -> Step:
        """A need that takes nothing over but limits, where it says so; unclear where it is too vague."""
        standing = conversation.need
        if message.is_vague:
            return Step("unclear", standing)
        if standing:
            return Step("need", keeping(message.understood, standing, message.full))
        return Step("need", message.understood)

    def _limits_alone(
        self, rest: str, conversation: Conversation, standing: Need, language: Language | None
    ) -> Step | None:
        """What is said of limits alone after words of turning back: "back to the south"."""
        if not any(character.isalnum() for character in rest):
            return None
        message = self._read(rest.strip(" :,.;-!"), language)
        spoken_of = {topic for need in conversation.needs for topic in need.topics}
        if not spoken_of.isdisjoint(message.subject):
            return None
        most = _TELLS_OF_ITS_OWN if names_anywhere(message.full) else _TELLS_BESIDE_NUMBER
        if message.tells(standing.topics) > most:
            return None
        step = self._about(message, standing, conversation)
        is_changed = step and step.need and _limits(step.need) != _limits(standing)
        return step if is_changed else None

    def _another_subject(
        self, rest: str, conversation: Conversation, goes_back: bool, language: Language | None
    ) -> Step:
        """The subject that is named after the words of turning to it: one of those before, or a new one."""
        earlier = conversation.needs if goes_back else ()
        if not any(character.isalnum() for character in rest):
            return Step("need", earlier[0]) if earlier else Step("unclear", None)
        message = self._read(rest.strip(" :,.;-!"), language)
        if taken_up := _taken_up(message, earlier):
            back = replace(taken_up, language=message.understood.language)
            if conversation.need:
                back = keeping(back, conversation.need, rest)
            return Step("need", self._limited(back, lifted(back, message.full), message))
        if message.is_vague:
            return Step("unclear", None)
        return self._own_need(message, conversation)

    def _about(self, message: _Message, standing: Need, conversation: Conversation) -> Step | None:
        """What a message does that speaks of the need that stands, or of what was shown for it."""
        pointing = pointed_at(message.full) or self._pointed_before(message, conversation)
        if message.asks_for_contact:
            return Step("contact", standing, pointing or Pointing("shown"))
        if other_ruled_out := ruled_out_instead(standing, message.understood, message.full):
            return Step("correct", other_ruled_out)
        instead, wider = self._instead(message, standing), lifted(standing, message.full)
        if wider != standing and not (instead and instead.old):
            return Step(
                "drop", _without_what_was_lifted(standing, wider, self._limited(standing, wider, message))
            )
        is_replaced = instead and instead.old and instead.new
        shorter = standing.text if is_replaced else without(standing.text, message.taken_back)
        if shorter != standing.text:
            return Step("drop", self._reworded(standing, shorter)) if shorter else Step("unclear", None)
        if instead:
            return Step("correct", self._corrected(standing, message, instead))
        within = self._limited(standing, standing, message)
        if not pointing and (other_number := self._renumbered(message, within)):
            return Step("refine", other_number)
        sets_limits = within.limits_alone() != standing.limits_alone()
        if pointing and (message.is_question or not sets_limits):
            return Step("refer", standing, pointing)
        keeps_limits = keeping(message.understood, standing, message.full) != message.understood
        if keeps_limits and message.tells(standing.topics) >= _TELLS_OF_SUBJECT:
            return None
        other = asked_of_another(message.full)
        if other and message.subject and not sets_limits:
            return Step("refine", self._about_another(standing, other))
        if message.is_own_need(standing.topics):
            return None
        if message.tells(standing.topics):
            together = f"{standing.text} {message.understood.text}"
            return Step("refine", self._reworded(within, together)) if _can_be_asked(together) else None
        return Step("refine", within)

    @staticmethod
    def _pointed_before(message: _Message, conversation: Conversation) -> Pointing | None:
        """What was pointed to last, where a question speaks of it again: "คนนี้อยู่ไหน", "where is she?"; of what
        was shown, where nothing was."""
        if phrases.ASKS_FOR_MORE.fullmatch(message.full):
            return conversation.turns[-1].pointing or Pointing("shown")
        if message.is_question and phrases.POINTS_AT_SHOWN.search(message.full):
            return Pointing("shown")
        again = phrases.POINTS_AGAIN.search(message.full)
        if not (message.is_question and again):
            return None
        before = next((turn.pointing for turn in reversed(conversation.turns) if turn.pointing), None)
        return before or (Pointing(list_named(again[0])) if phrases.POINTS_AT_ONE.search(again[0]) else None)

    @staticmethod
    def _instead(message: _Message, standing: Need) -> Instead | None:
        """What was meant instead of something that the need says."""
        instead = meant_instead(phrases.without_kept(message.full), standing.text)
        if instead is None or speaks_of(instead, standing) or names_limit(standing, in_full(instead.old)):
            return instead
        return None

    @staticmethod
    def _of_the_standing(full: str, standing: Need) -> Instead | None:
        """What was meant instead of something that is told and that the need says."""
        instead = meant_instead(full, standing.text)
        return instead if instead and instead.old and speaks_of(instead, standing) else None

    @staticmethod
    def _renumbered(message: _Message, standing: Need) -> Need | None:
        """The need with the bare number of a message that says nothing else: more words count something."""
        if names_an_end(rest := blanked(message.full, limit_spans(message.full))):
            return renumbered(standing, rest)
        if message.understood.is_constrained or message.tells(standing.topics) > _TELLS_BESIDE_NUMBER:
            return None
        return renumbered(standing, message.full)

    def _narrowed(self, need: Need, message: _Message) -> Need:
        return narrowed(need, message.understood, message.full, self.today)

    def _limited(self, standing: Need, wider: Need, message: _Message) -> Need:
        """`wider`, the need that was `standing` without what a message lifts, within the limits that it sets
        and without what it rules out. What it lets in again it does not demand."""
        again = let_in(standing, message.full)
        said = message.understood
        if said.centre in again.values():
            said = replace(said, centre="")
        within = narrowed(wider, said, blanked(message.full, again), self.today)
        return excluding(within, said, message.full, standing)

    def _corrected(self, standing: Need, message: _Message, instead: Instead) -> Need:
        """The need with what was meant: another number, other limits, or another subject."""
        numbered = message.full if names_an_end(message.full) else instead.new
        if number := corrected_number(standing, instead) or renumbered(standing, numbered):
            return number
        meant, within = self._read(instead.new, standing.language), self._narrowed(standing, message)
        if names_limit(standing, in_full(instead.old)):
            wider = without_limits_named(standing, in_full(instead.old))
            said = replace(message.understood, centre=centre_named(instead.new.upper()))
            instead_of_it = replace(narrowed(wider, said, meant.full, self.today), wanted=within.wanted)
            if names_instead(message.full):
                return instead_of_it
            return excluding(instead_of_it, message.understood, message.full, standing)
        is_of_the_subject = meant.subject and not names_anywhere(meant.full)
        if is_of_the_subject:
            return self._about_another(within, instead)
        if names_instead(message.full):
            return within
        return excluding(within, message.understood, message.full, standing)

    def _about_another(self, need: Need, instead: Instead) -> Need:
        return self._reworded(need, replaced(need.text, need.topics, instead, self.likeness))

    def _reworded(self, need: Need, text: str) -> Need:
        """The need with another text, and what that speaks of; its limits stand."""
        understood = understand(text, self.organisations, self.today, need.language)
        return replace(need, text=text, topics=understood.topics, field=understood.field)


def _is_known_subject(word: str) -> bool:
    """Whether a short word is one of a language, and no everyday one: "ข้าว", "rubber"."""
    return is_thing(word) or (bool(meanings(word)) and rarity(word) >= _RARE_AS_A_SUBJECT)


def _act_of_signs(said: str, conversation: Conversation) -> Act:
    """What signs and pictures alone do: where nothing was said before there is nothing to thank for."""
    if not phrases.THANKS_IN_A_PICTURE.search(said):
        return "unclear"
    return "thanks" if conversation.turns else "greet"


def _without_what_was_lifted(before: Need, wider: Need, narrowed: Need) -> Need:
    """`narrowed` without the limits that it took over again from `before`: who lifts a limit names it."""
    fields = ("region", "organisation", "centre", "year_from", "year_to", "trl_from", "trl_to")
    again = {
        name: getattr(wider, name)
        for name in fields
        if getattr(narrowed, name) == getattr(before, name) != getattr(wider, name)
    }
    return replace(narrowed, **again)


def _limits(need: Need) -> tuple[Need, tuple[str, ...]]:
    """All that narrows what is shown."""
    return need.limits_alone(), need.wanted


def _can_be_asked(text: str) -> bool:
    return len(text) <= LONGEST_QUESTION


def _taken_up(message: _Message, earlier: Sequence[Need]) -> Need | None:
    """The latest of the `earlier` needs that shares the most topics with a message; the first of them where
    it names no topic, and None where none shares any."""
    if not earlier:
        return None
    if not message.subject:
        return earlier[0]
    topics = set(message.subject)
    shared, _, need = max((len(topics & set(need.topics)), place, need) for place, need in enumerate(earlier))
    return need if shared else None
