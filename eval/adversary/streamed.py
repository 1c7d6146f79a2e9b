"""What chat models of LangChain's have in common that write piece by piece what a script says."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import BaseMessage
from langchain_core.output_parsers import JsonOutputParser
from langchain_core.outputs import ChatResult
from langchain_core.runnables import Runnable


class StreamedChatModel(BaseChatModel):
    """Writes what `_stream` yields; nothing keeps it to a schema that it is asked for."""

    def with_structured_output(
        self,
        schema: Any,
        *,
        include_raw: bool = False,  # noqa: ARG002 - LangChain's
        **kwargs: Any,  # noqa: ARG002 - LangChain's
    ) -> Runnable[LanguageModelInput, Any]:
        """As LangChain has it."""
        return self.bind(response_format=schema) | JsonOutputParser()

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))
