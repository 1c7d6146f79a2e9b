"""Recording: a need that nothing fits is kept for an officer, who may know what no document says."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from assistant.domain.needs import Need
from assistant.domain.recorded_needs import LONGEST_CONTACT, RecordedNeed, RecordRequest
from assistant.errors import NotFoundError, QuestionError
from assistant.language import fold, normalise, squeeze
from assistant.ports import Needs, Register
from assistant.understanding import understand
from prompts import Language


class Recorder:
    """Records needs. Safe to call from several threads and processes.

    `now` tells the time in UTC; who asked is forgotten `kept_days` after a need was recorded.
    `blank_personal` returns a text without numbers that tell of a person, as a need is kept.
    """

    def __init__(
        self,
        needs: Needs,
        register: Register,
        today: Callable[[], date],
        now: Callable[[], datetime],
        kept_days: int,
        blank_personal: Callable[[str], str],
    ) -> None:
        self._needs = needs
        self._register = register
        self._today = today
        self._now = now
        self._kept = timedelta(days=kept_days)
        self.blank_personal = blank_personal

    def record_question(
        self, question: str, *, language: Language | None = None, asker: str = "", contact: str = ""
    ) -> RecordedNeed:
        """Return the need that a question states, recorded as it was typed.

        Raises QuestionError where the question is empty or too long, and where `request` does.
        """
        organisations = self._register.snapshot().organisations()
        need = understand(self.blank_personal(question), organisations, self._today(), language)
        self.forget_old_askers()
        return self._needs.record(self.request(need, asker=asker, contact=contact))

    def request(self, need: Need, *, asker: str = "", contact: str = "") -> RecordRequest:
        """Return what is to be kept of `need` for an officer now.

        Raises QuestionError where it names no subject or the contact is too long.
        """
        if not need.is_stated:
            raise QuestionError("recording.no_subject")
        reached_by = squeeze(normalise(contact))
        if len(reached_by) > LONGEST_CONTACT:
            raise QuestionError("recording.long_contact", limit=LONGEST_CONTACT)
        return RecordRequest(self.without_personal_numbers(need), self._now(), asker, reached_by)

    def recorded(self) -> Sequence[RecordedNeed]:
        """Every recorded need, oldest first."""
        self.forget_old_askers()
        return self._needs.all()

    def forget_old_askers(self) -> None:
        """Forget who asked for the needs that were recorded too long ago."""
        self._needs.forget_askers_before(self._now() - self._kept)

    def forget(self, number: int) -> None:
        """Forget a need with who asked for it. Raises NotFoundError."""
        if not self._needs.delete(number):
            raise NotFoundError("recording.unknown", number=number)

    def without_personal_numbers(self, need: Need) -> Need:
        """`need` without them in its text, nor parts of them among its topics."""
        text = self.blank_personal(need.text)
        if text == need.text:
            return need
        topics = (t for t in need.topics if t in fold(text) or not any(map(str.isdigit, t)))
        return replace(need, text=text, topics=tuple(topics))
