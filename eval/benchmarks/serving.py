"""A real server in a thread, for measuring and testing what is reached over HTTP."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from api.commands.serving import address_of, listening


@contextmanager
def serving(application: Starlette) -> Iterator[str]:
    """A real server in a thread; yields its address."""
    listener = listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(application, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield address_of(listener)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
