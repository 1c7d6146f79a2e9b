"""The MCP server over the product's services: tells which tools there are, and calls them in threads."""

import json
from collections.abc import Collection, Mapping
from functools import partial
from importlib.metadata import version
from typing import Any

from anyio import to_thread
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp.types import Tool as DescribedTool
from pydantic import ValidationError
from starlette.applications import Starlette

from api.failures import failure_of, guard, text_of_field
from api.guarding import hostname, log, new_request_id
from api.mcp.tools import TOOLS, Tool
from api.rendering import JsonObject
from api.routes.services import WebServices
from assistant.errors import JabkooError
from assistant.language import detect_language
from prompts import LANGUAGES, Language, message

PATH = "/mcp"
_ONLY_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
# The texts that tell what arguments must be which HTTP does not have.
_TEXTS_OF_ARGUMENTS = {
    "kind": "mcp.bad_kind",
    **dict.fromkeys(("document_id", "page", "start", "end"), "mcp.bad_source"),
}


def create_server(services: WebServices, language: Language) -> Server[Any]:
    """Return the server over `services`, which the caller opened and will close; it describes itself in
    `language`."""

    async def list_tools(_: ServerRequestContext[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_described(tool, language) for tool in TOOLS.values()])

    async def call_tool(_: ServerRequestContext[Any], params: CallToolRequestParams) -> CallToolResult:
        tool = TOOLS.get(params.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, message("mcp.unknown_tool", language, tools=", ".join(TOOLS)))
        return await to_thread.run_sync(partial(_called, tool, services, params.arguments or {}, language))

    return Server(
        "jabkoo",
        version=version("jabkoo"),
        title=message("mcp.title", language),
        instructions=message("mcp.instructions", language),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def create_mcp_app(services: WebServices, language: Language, hosts: Collection[str] = ()) -> Starlette:
    """Return the server as a web application, at `PATH`, guarded as the web page is (`api.app.create_app`).

    Requests that a page of another site sends are refused too, where `hosts` tell what is another one.
    """
    app = create_server(services, language).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        transport_security=_of_our_own(hosts),
    )
    guard(app, hosts)
    return app


def _of_our_own(hosts: Collection[str]) -> TransportSecuritySettings:
    names = [f"[{name}]" if ":" in name else name for name in map(hostname, hosts)]
    at_any_port = [name + port for name in names for port in ("", ":*")]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=bool(hosts),
        allowed_hosts=at_any_port,
        allowed_origins=[f"{scheme}://{name}" for scheme in ("http", "https") for name in at_any_port],
    )


def _described(tool: Tool, language: Language) -> DescribedTool:
    return DescribedTool(
        name=tool.name,
        title=message(f"mcp.title_{tool.name}", language),
        description=message(f"mcp.about_{tool.name}", language),
        input_schema=tool.arguments.model_json_schema(),
        output_schema=tool.result.model_json_schema(),
        annotations=_ONLY_READS,
    )


def _called(
    tool: Tool, services: WebServices, arguments: Mapping[str, Any], language: Language
) -> CallToolResult:
    """The tool's result, or what went wrong in the asker's language; nothing of an error that is none of
    theirs but a number to look for in the log."""
    spoken = _spoken(arguments, language)
    try:
        return _result(tool.call(services, tool.arguments.model_validate(arguments), language))
    except ValidationError as error:
        return _failed(_what_is_wrong(error, tool, spoken))
    except JabkooError as error:
        return _failed(failure_of(error, spoken, tool.name).text)
    except Exception:
        request_id = new_request_id()
        log.exception("request %s failed: %s", request_id, tool.name)
        return _failed(message("web.crash", spoken, request_id=request_id))


def _spoken(arguments: Mapping[str, Any], language: Language) -> Language:
    """The language that is asked for, else that of the question, else `language`."""
    chosen, question = arguments.get("language"), arguments.get("question")
    of_question = detect_language(question) if isinstance(question, str) and question.strip() else language
    return next((known for known in LANGUAGES if known == chosen), of_question)


def _what_is_wrong(error: ValidationError, tool: Tool, language: Language) -> str:
    """What the first wrong argument must be."""
    first = error.errors()[0]
    name = str(next(iter(first["loc"]), ""))
    if name not in tool.arguments.model_fields:
        return message("mcp.unknown_argument", language, known=", ".join(tool.arguments.model_fields))
    return message(text_of_field(name) or _TEXTS_OF_ARGUMENTS[name], language)


def _result(answer: JsonObject) -> CallToolResult:
    """The answer as an object, and as text for clients that know no objects."""
    text = json.dumps(answer, ensure_ascii=False)
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=answer)


def _failed(text: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=True)
