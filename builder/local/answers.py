"""What is said when something is refused or fails: JSON to scripts, a small page to people."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from builder.errors import AUTHORS_LANGUAGE, BuilderError, Problem, ProblemsFound
from builder.local import Declined

Handlers = Mapping[Any, Callable[[Request, Exception], Response]]

_PAGE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_NOT_FOUND = "Cette page n'existe pas. Reviens à l'accueil."
_NOT_DONE = "Cette demande n'est pas comprise. Reviens à l'accueil."


def refusal(request: Request, status: int, told: str, **more: Any) -> Response:
    """One sentence, as a page where a page was asked for."""
    if "text/html" in request.headers.get("accept", ""):
        page = (
            f'<!doctype html><html lang="{AUTHORS_LANGUAGE}"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><title>Kalankan</title>'
            f"<p>{html.escape(told)}</p></html>"
        )
        return HTMLResponse(page, status, {"Content-Security-Policy": _PAGE_POLICY})
    return JSONResponse({"error": told, **more}, status)


def as_json(problem: Problem) -> dict[str, str]:
    """The message, what to do, and the place like `petite.yaml:12:3`."""
    at = problem.position
    place = f"{at.file.name}:{at.line}:{at.column}" if at else ""
    return {"place": place, "message": problem.message, "hint": problem.hint}


def _declined(request: Request, error: Exception) -> Response:
    assert isinstance(error, Declined)
    return refusal(request, error.status, str(error))


def _problems(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemsFound)
    errors = [as_json(one) for one in error.problems if one.severity == "error"]
    told = "Une leçon a des erreurs. Corrige-les, puis réessaie."
    return refusal(request, 409, told, problems=errors)


def _not_found(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = _NOT_FOUND if error.status_code == 404 else _NOT_DONE
    return refusal(request, error.status_code, told)


def _failed(request: Request, error: Exception) -> Response:
    return refusal(request, 500, str(error))


def _fault(request: Request, error: Exception) -> Response:
    told = f"Panne du programme ({type(error).__name__} : {error}). Recommence."
    return refusal(request, 500, told)


def _gone(request: Request, error: Exception) -> Response:
    """Nobody reads it: the browser has left."""
    return Response(status_code=400)


HANDLERS: Handlers = {
    Declined: _declined,
    ProblemsFound: _problems,
    BuilderError: _failed,
    HTTPException: _not_found,
    ClientDisconnect: _gone,
    Exception: _fault,
}
"""No traceback reaches a person."""
