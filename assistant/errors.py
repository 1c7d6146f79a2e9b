"""One tree of errors. Each says what happened, to what, and what to do next, in Thai and English.

    JabkooError
    ├── SettingsError          a setting is unknown or wrong
    ├── QuestionError          a question cannot be asked as it stands
    ├── NotFoundError          what was asked for is not in the register
    ├── ConversationBusyError  several messages came into a conversation at once (send it again)
    ├── StoreError             the stores cannot be used
    │   ├── StoreBusyError         another run holds them (try again later)
    │   ├── StoreUnwritableError   full disk, read-only folder, missing permission
    │   ├── StoreUnreachableError  a configured server does not answer (try again later)
    │   ├── IndexMismatchError     an index was built by another model or analyser
    │   └── IndexIncompleteError   an index is being rebuilt (try again later), or its rebuilding was stopped
    ├── ModelError             the embedding model cannot be loaded
    ├── LanguageModelError     the language model does not write (answers do without it)
    │   └── LanguageModelLateError not within the time it is given
    └── EvaluationError        a test collection or a saved run cannot be read

Bad input is no error but a `Problem` in a report: one damaged file never stops the others.
"""

from typing import ClassVar

from assistant.masking import masked
from prompts import Language, message


class JabkooError(Exception):
    """Something a user can act on. `exit_code` and `http_status` say how each channel reports it."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False

    def __init__(self, key: str, **variables: object) -> None:
        super().__init__(key)
        self.key = key
        self.variables = variables

    def message(self, language: Language) -> str:
        """What a user or the log is told; passwords in addresses are masked."""
        return masked(message(self.key, language, **self.variables))

    def __str__(self) -> str:
        return self.message("en")


class SettingsError(JabkooError):
    exit_code = 2


class QuestionError(JabkooError):
    exit_code = 2
    http_status = 422


class NotFoundError(JabkooError):
    exit_code = 2
    http_status = 404


class ConversationBusyError(JabkooError):
    exit_code = 3
    http_status = 409
    retryable = True


class StoreError(JabkooError):
    exit_code = 4
    http_status = 503


class StoreBusyError(StoreError):
    exit_code = 3
    retryable = True


class StoreUnwritableError(StoreError):
    pass


class StoreUnreachableError(StoreError):
    retryable = True


class IndexMismatchError(StoreError):
    pass


class IndexIncompleteError(StoreError):
    retryable = True


class ModelError(JabkooError):
    exit_code = 5
    http_status = 503


class LanguageModelError(JabkooError):
    exit_code = 5
    http_status = 503
    retryable = True


class LanguageModelLateError(LanguageModelError):
    pass


class EvaluationError(JabkooError):
    exit_code = 2
