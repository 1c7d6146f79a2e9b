"""The hostile documents as files: reports in Markdown and plain text, rows of a register, names of files."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.hostile import cases
from eval.hostile.cases import Case, Dress

REGISTER = "hostile-register.json"
# A file's name may hold anything else.
_NO_FILE_NAME_HOLDS = "/\0"


def write_documents(hostile: Iterable[Case], folder: Path) -> None:
    """Write a file for each hostile document, and one register for those that are rows of one."""
    folder.mkdir()
    register: dict[str, list[dict[str, Any]]] = {"experts": [], "technologies": []}
    for case in hostile:
        dress = case.dress
        match case.where:
            case cases.QUESTION:
                pass
            case "passage":
                _write(folder / f"{case.id}.md", f"# {dress.title}\n\n{case.text}\n")
                _write(folder / f"{case.id}.txt", f"{dress.title}\n\n2023\n\nAbstract\n\n{case.text}\n")
            case "title":
                _write(folder / f"{case.id}.md", f"# {case.text}\n\n{dress.body}\n")
            case "filename":
                name = "".join(" " if letter in _NO_FILE_NAME_HOLDS else letter for letter in case.text)
                _write(folder / f"{case.id} {name.strip()}.md", f"# {dress.asked}\n\n{dress.body}\n")
            case _:
                kind, row = _row(case, dress)
                register[kind].append(row)
    _write(folder / REGISTER, json.dumps(register, ensure_ascii=False))


def made_honest(hostile: Iterable[Case]) -> list[Case]:
    """The cases with the honest part in place of the hostile text: the same documents, but for that."""
    return [replace(case, text=case.dress.honest) for case in hostile]


def _row(case: Case, dress: Dress) -> tuple[str, dict[str, Any]]:
    """A profile under a hostile name, one with hostile keywords, or a technology with such."""
    if case.where == "name":
        return "experts", {"id": case.id, "name_en": case.text, "bio_en": dress.body}
    if dress.name:
        return "experts", {"id": case.id, "name_en": dress.name, "expertise": case.text}
    return "technologies", {
        "id": case.id,
        "title_th": dress.asked,
        "abstract_th": dress.body,
        "keywords": case.text,
    }


def _write(file: Path, text: str) -> None:
    # As it is: no line end may be made another one.
    file.write_bytes(text.encode("utf-8"))
