"""pydantic's findings → one French sentence each, with the place and what to type."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from builder.errors import Position, Problem
from builder.lesson.source import PlacedList, PlacedMapping, Source


def problems_from(
    error: ValidationError, source: Source, model: type[BaseModel], kinds: Mapping[str, type[BaseModel]]
) -> list[Problem]:
    """One Problem per place; a union that fails in each branch is told once."""
    found: dict[tuple[Position, str], Problem] = {}
    for detail in error.errors(include_url=False):
        problem = _problem(dict(detail), source, model, kinds)
        found.setdefault((problem.position or Position(source.path), problem.slug), problem)
    return sorted(found.values(), key=lambda problem: problem.position or Position(source.path))


def _problem(detail: dict[str, Any], source: Source, model: type[BaseModel], kinds: Mapping[str, type[BaseModel]]) -> Problem:
    at, key, holder = _walk(source, detail["loc"], detail["type"])
    context = detail.get("ctx", {})
    name = f"« {key} »" if isinstance(key, str) else f"l'élément n° {key + 1}"
    match detail["type"]:
        case "missing":
            if key in ("bm", "fr"):
                language = "bambara" if key == "bm" else "français"
                return Problem("language-missing", f"Il manque le texte en {language}.",
                               f'Ajoute {key}: "…" à côté de l\'autre langue.', at)  # fmt: skip
            return Problem("key-missing", f"Il manque {name} ici.", f"Ajoute une ligne « {key}: … ».", at)
        case "extra_forbidden":
            known = sorted(_known_keys(model, detail["loc"], kinds))
            close = difflib.get_close_matches(str(key), [k for k in known if k not in holder], 1, 0.5)
            hint = f"Voulais-tu écrire « {close[0]} » ?" if close else f"Clés possibles : {', '.join(known)}."
            return Problem("key-unknown", f"La clé {name} n'existe pas ici.", hint, at)
        case "union_tag_invalid":
            said = str(context.get("tag", ""))
            close = difflib.get_close_matches(said, kinds, 1, 0.4)
            hint = (f"Voulais-tu écrire « {close[0]} » ? " if close else "") + f"Sortes : {', '.join(sorted(kinds))}."
            return Problem("kind-unknown", f"La sorte d'activité « {said} » n'existe pas.", hint, at)
        case "union_tag_not_found":
            return Problem("key-missing", "Il manque « kind » : la sorte d'activité.",
                           f"Ajoute une ligne « kind: … » : {', '.join(sorted(kinds))}.", at)  # fmt: skip
        case "too_long":
            return Problem("too-many", f"{name} a {context['actual_length']} éléments ; {context['max_length']} au plus.",
                           "Enlève ce qui est de trop, ou fais deux étapes.", at)  # fmt: skip
        case "too_short":
            return Problem("too-few", f"{name} a {context['actual_length']} élément(s) ; il en faut au moins {context['min_length']}.",
                           "Ajoute ce qui manque.", at)  # fmt: skip
        case "string_type":
            if detail.get("input") is None:
                return Problem("empty-text", f"{name} est vide.", f'Écris {key}: "…".', at)
            return Problem("not-text", f"{name} doit être un texte.",
                           f'Mets-le entre guillemets : {key}: "{detail["input"]}".'
                           if isinstance(detail["input"], (int, float, bool)) else f'Écris {key}: "…".', at)  # fmt: skip
        case "string_too_short":
            return Problem("empty-text", f"{name} est vide ou trop court.", f'Écris {key}: "…".', at)
        case "string_pattern_mismatch":
            return Problem("bad-form", f"{name} n'a pas la bonne forme : « {detail['input']} ».",
                           _form_hint(str(context.get("pattern", ""))), at)  # fmt: skip
        case "string_too_long":
            return Problem("bad-form", f"{name} est trop long.", f"{context['max_length']} caractères au plus.", at)
        case "literal_error":
            wanted = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "")
            close = difflib.get_close_matches(str(detail.get("input")), wanted.split(", "), 1, 0.5)
            return Problem("bad-choice", f"{name} ne peut pas être « {detail.get('input')} ».",
                           (f"Voulais-tu écrire « {close[0]} » ? " if close else "") + f"Écris : {wanted}.", at)  # fmt: skip
        case "model_type" | "dict_type" | "model_attributes_type":
            return Problem("not-a-mapping", f"{name} doit avoir des clés, comme {{bm: …, fr: …}}.",
                           'Écris par exemple {bm: "…", fr: "…"}.', at)  # fmt: skip
        case "list_type":
            return Problem("not-a-list", f"{name} doit être une liste.", "Commence chaque élément par « - ».", at)
        case "bool_type":
            return Problem("not-yes-no", f"{name} doit être true (oui) ou false (non).", f"Écris {key}: true.", at)
        case "int_type" | "int_parsing" | "int_from_float":
            return Problem("not-a-number", f"{name} doit être un nombre entier.", f"Écris par exemple {key}: 20.", at)
        case "greater_than_equal" | "less_than_equal":
            limit = context.get("ge", context.get("le"))
            return Problem("out-of-range", f"{name} est hors limite.", f"La limite est {limit}.", at)
        case other:
            return Problem("bad-value", f"{name} n'est pas correct ({other}).", "Compare avec un exemple du guide.", at)


def _form_hint(pattern: str) -> str:
    if pattern.startswith("^[a-z0-9]"):
        return "Petites lettres a–z, chiffres et tirets seulement, par exemple « mots-de-passe »."
    if pattern.startswith(r"^\d{4}"):
        return "Une date s'écrit 2026-12-01."
    if pattern.startswith("^[0-9 +]"):
        return 'Un numéro s\'écrit avec des chiffres et des espaces, entre guillemets : "80 00 00 00".'
    return "Compare avec un exemple du guide."


def _walk(source: Source, loc: tuple[Any, ...], kind: str) -> tuple[Position, str | int, PlacedMapping]:
    """Position, last key and the mapping around it. Parts that name a union branch are skipped."""
    value: Any = source.data
    at, key, holder = source.data.position, "format", source.data
    parts = list(loc)
    if kind == "union_tag_invalid":
        parts.append("kind")
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if isinstance(value, PlacedMapping) and isinstance(part, str):
            if part in value:
                holder, key = value, part
                at = value.keys_at[part] if last and kind == "extra_forbidden" else value.values_at[part]
                value = value[part]
            elif last and kind == "missing":
                return value.position, part, value
        elif isinstance(value, PlacedList) and isinstance(part, int) and part < len(value):
            at, key = value.items_at[part], part
            value = value[part]
    if isinstance(value, PlacedMapping):
        holder = value if kind != "extra_forbidden" else holder
    return at, key, holder


def _known_keys(model: Any, loc: tuple[Any, ...], kinds: Mapping[str, type[BaseModel]]) -> set[str]:
    """Field names of the model in which the unknown key stands."""
    current: Any = model
    for part in loc[:-1]:
        if isinstance(part, str) and part in kinds:
            current = kinds[part]
        elif isinstance(part, str) and _is_model(current) and part in current.model_fields:
            current = next(_models_in(current.model_fields[part].annotation), current)
    return set(current.model_fields) if _is_model(current) else set()


def _is_model(candidate: Any) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, BaseModel)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if _is_model(annotation):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)
