"""What a page sends: read whole, never more than is allowed, never for ever."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from builder.local import Declined

BODY_TIMEOUT_S = 120


async def read_body(request: Request, most_bytes: int) -> bytes:
    """The whole body. Raises Declined when it is too large or does not arrive."""
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > most_bytes:
        raise _too_large(most_bytes)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_TIMEOUT_S):
            async for part in request.stream():
                if len(body) + len(part) > most_bytes:
                    raise _too_large(most_bytes)
                body += part
    except TimeoutError as error:
        told = "L'envoi n'est pas arrivé entier. Rapproche-toi du Wi-Fi, puis recommence."
        raise Declined(408, told) from error
    return bytes(body)


def _too_large(most_bytes: int) -> Declined:
    limit = f"{most_bytes // 1_000_000} Mo"
    return Declined(413, f"L'envoi dépasse {limit}. Enregistre une seule phrase à la fois.")
