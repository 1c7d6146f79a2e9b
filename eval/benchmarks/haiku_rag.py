"""haiku.rag's side of `eval.benchmarks.side_by_side`, run by a Python that has haiku.rag and nothing of ours.

    PYTHON haiku_rag.py JOB.json OUT.json

Each passage is imported whole, as a document of one chunk; every query is then asked once of
`HaikuRAG.search` with its defaults (hybrid, no reranking), after its embedding alone was timed.
"""

import asyncio
import json
import sys
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docling_core.types.doc.document import DoclingDocument
from docling_core.types.doc.labels import DocItemLabel
from haiku.rag.client import HaikuRAG
from haiku.rag.client.documents import DocumentImport
from haiku.rag.config import AppConfig
from haiku.rag.store.models.chunk import Chunk

_PACKAGES = ("haiku.rag", "haiku.rag-slim")


async def measured(job: Mapping[str, Any]) -> dict[str, Any]:
    """What was found for each query, with the seconds of each search and of its embedding alone."""
    config = AppConfig(embeddings={"model": job["embeddings"]})
    async with HaikuRAG(job["database"], config=config, create=True) as client:
        await client.import_documents([_imported(id_, text) for id_, text in job["passages"].items()])
        await client.vacuum()  # the words of what was imported are searched through their index from here on
        await client.search("warm up")
        found, embedding_s, search_s = {}, [], []
        for id_, query in job["queries"].items():
            started = time.perf_counter()
            await client.embedder.embed_query(query)
            embedded = time.perf_counter()
            results = await client.search(query, limit=job["limit"])
            search_s.append(time.perf_counter() - embedded)
            embedding_s.append(embedded - started)
            found[id_] = [(result.document_uri, result.score) for result in results]
    return {"version": _version(), "found": found, "embedding_s": embedding_s, "search_s": search_s}


def _imported(id_: str, text: str) -> DocumentImport:
    document = DoclingDocument(name=id_)
    document.add_text(label=DocItemLabel.TEXT, text=text)
    return DocumentImport(document, [Chunk(content=text, order=0)], uri=id_)


def _version() -> str:
    for package in _PACKAGES:
        try:
            return f"{package} {version(package)}"
        except ModuleNotFoundError:
            continue
    return "haiku.rag"


if __name__ == "__main__":
    read, written = map(Path, sys.argv[1:])
    outcome = asyncio.run(measured(json.loads(read.read_text(encoding="utf-8"))))
    written.write_text(json.dumps(outcome), encoding="utf-8")
