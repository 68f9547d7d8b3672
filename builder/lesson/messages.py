"""pydantic's findings → one French sentence each, with the place and what to type."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pydantic import BaseModel, ValidationError

from builder.errors import Position, Problem
from builder.lesson.findings import Finding, find
from builder.lesson.language_messages import (
    MOVED_KEYS,
    Words,
    is_tag,
    missing_language,
    unknown_language,
)
from builder.lesson.languages import Languages
from builder.source.guesses import did_you_mean as did_you_mean
from builder.source.guesses import nearest as nearest
from builder.source.guesses import shortened as shortened
from builder.source.syntax import space_missing
from builder.source.tree import PlacedList, PlacedMapping, Source

Kinds = Mapping[str, type[BaseModel]]
GUIDE_HINT = "Compare avec un exemple du guide."
SIGNATURE = '{by: "Prénom Nom", on: 2026-12-01, of: "00000000"}'


def problems_from(
    error: ValidationError,
    source: Source,
    model: type[BaseModel],
    kinds: Kinds,
    languages: Languages | None = None,
) -> list[Problem]:
    """Every finding as a Problem, in the order of the file."""
    findings = [
        find(detail, source, model, kinds, languages) for detail in error.errors(include_url=False)
    ]
    meant = {(id(finding.holder), finding.meant_key()) for finding in findings}
    found = [
        _problem(finding, kinds)
        for finding in findings
        # A key that is there under another name is told once, at that name.
        if not (finding.code == "missing" and (id(finding.holder), finding.key) in meant)
        and not (not source.whole and finding.may_be_set_aside(source))
    ]
    return sorted(
        dict.fromkeys(found), key=lambda problem: problem.position or Position(source.path)
    )


def duplicate_id(id: str, at: Position | None, first: Position | None) -> Problem:
    """The problem of an id written a second time."""
    where = f" (déjà ligne {first.line})" if first else ""
    return Problem(
        "duplicate-id",
        f"L'id « {id} » est écrit deux fois{where}.",
        "Donne un autre « id » à l'un des deux.",
        at,
    )


def _problem(finding: Finding, kinds: Kinds) -> Problem:
    if finding.code in ("union_tag_invalid", "union_tag_not_found"):
        slug, message, hint = _unknown_kind(finding, kinds)
    else:
        slug, message, hint = _WORDS.get(finding.code, _other)(finding)
    at = finding.at
    if finding.code == "union_tag_not_found" and (key := finding.misnamed_kind()):
        at = finding.holder.keys_at[key]
    return Problem(slug, message, hint, at)


def _unknown_kind(finding: Finding, kinds: Kinds) -> Words:
    label = "Sortes d'activité"
    misnamed = finding.misnamed_kind()
    if misnamed:
        message = f"La clé « {shortened(misnamed)} » n'existe pas ici."
        return "key-unknown", message, "Voulais-tu écrire « kind » ?"
    if "kind" not in finding.holder:
        return (
            "key-missing",
            "Il manque « kind » : la sorte d'activité.",
            f"Ajoute « kind: … », l'une d'elles : {', '.join(sorted(kinds))}.",
        )
    said = shortened(finding.holder["kind"])
    return (
        "kind-unknown",
        f"La sorte d'activité « {said} » n'existe pas.",
        did_you_mean(said, sorted(kinds), label),
    )


def _missing(finding: Finding) -> Words:
    return missing_language(finding) or (
        "key-missing",
        f"Il manque {finding.name} ici.",
        f"Ajoute « {finding.key}: … ».",
    )


def _unknown_key(finding: Finding) -> Words:
    key = str(finding.key)
    written = [tag for tag in finding.tags() if tag in finding.holder]
    if finding.value is None and written and key not in finding.known_keys():
        language = written[-1]
        return (
            "comma-in-text",
            "Une virgule coupe ce texte en deux.",
            f'Mets tout le texte entre guillemets : {language}: "…, {shortened(key)}".',
        )
    glued = finding.glued_key()
    if glued:
        told = space_missing(glued, finding.at)
        return told.slug, told.message, told.hint
    message = f"La clé « {shortened(key)} » n'existe pas ici."
    if key in MOVED_KEYS and "languages" in finding.known_keys():
        return "key-unknown", message, MOVED_KEYS[key]
    near, free = finding.nearest_key(), finding.free_keys()
    if near:
        return "key-unknown", message, f"Voulais-tu écrire « {near} » ?"
    if finding.tagged_field() and is_tag(key):
        return unknown_language(key, finding)
    return "key-unknown", message, f"Clés possibles : {', '.join(free)}." if free else "Enlève-la."


def _too_long(finding: Finding) -> Words:
    return (
        "too-many",
        f"{finding.name} a {len(finding.value)} éléments : {finding.limits['max_length']} au plus.",
        "Enlève ce qui est de trop, ou fais deux étapes.",
    )


def _too_short(finding: Finding) -> Words:
    return (
        "too-few",
        f"{finding.name} n'a pas assez d'éléments : {finding.limits['min_length']} au moins.",
        "Ajoute ce qui manque.",
    )


def _not_text(finding: Finding) -> Words:
    value = finding.value
    if value is None:
        return _empty(finding)
    if isinstance(value, PlacedMapping) and isinstance(value.get("file"), str):
        hint = f"Écris « {finding.typed}{value['file']} » : ici, c'est le texte qui dit le dessin."
    elif isinstance(value, (bool, int, float)):
        hint = f'Mets-le entre guillemets : « {finding.typed}"{shortened(value)}" ».'
    else:
        hint = f'Écris « {finding.typed}"…" ».'
    return "not-text", f"{finding.name} doit être un texte.", hint


def _empty(finding: Finding) -> Words:
    return "empty-text", f"{finding.name} est vide.", f'Écris « {finding.typed}"…" ».'


def _text_too_short(finding: Finding) -> Words:
    if not str(finding.value).strip():
        return _empty(finding)
    return (
        "bad-form",
        f"{finding.name} est trop court.",
        f"Écris au moins {finding.limits['min_length']} lettres.",
    )


def _text_too_long(finding: Finding) -> Words:
    return (
        "bad-form",
        f"{finding.name} est trop long.",
        f"Écris {finding.limits['max_length']} caractères au plus.",
    )


def _bad_form(finding: Finding) -> Words:
    pattern = str(finding.limits.get("pattern", ""))
    hint = next((hint for start, hint in _FORMS.items() if pattern.startswith(start)), GUIDE_HINT)
    said = shortened(finding.value)
    if "," in said and finding.in_union:
        hint = f"Écris la liste entre crochets : « {finding.typed}[{said}] »."
    return "bad-form", f"{finding.name} ne peut pas s'écrire « {said} ».", hint


# Beginning of a pattern → what to type.
_FORMS = {
    "^[a-z0-9]+(": "Emploie des petites lettres a–z, des chiffres et des tirets : mots-de-passe.",
    r"^\d{4}": "Écris la date comme 2026-12-01.",
    "^[0-9 +]": 'Écris des chiffres et des espaces, entre guillemets : "80 00 00 00".',
    "^([0-9a-f]": "Copie les huit signes que donne le message sur la relecture.",
}


def _bad_choice(finding: Finding) -> Words:
    expected = str(finding.limits.get("expected", "")).replace(" or ", ", ").replace("'", "")
    if finding.key == "format":
        return (
            "format-unknown",
            f"Le format « {shortened(finding.value)} » n'est pas connu.",
            f"Écris « format: {expected} », ou mets Kalankan à jour.",
        )
    if finding.value is None:
        return "empty-text", f"{finding.name} est vide.", f"Écris un de ces mots : {expected}."
    said = shortened(finding.value)
    if "machine-draft" in expected:
        message = f"{finding.name} ne peut pas être « {said} »."
        return "bad-choice", message, f"Écris « {finding.typed}draft », ou signe : {SIGNATURE}."
    if isinstance(finding.value, (PlacedMapping, PlacedList)):
        message = f"{finding.name} doit être un seul mot."
    else:
        message = f"{finding.name} ne peut pas être « {said} »."
    return "bad-choice", message, did_you_mean(said, expected.split(", "), "Mots possibles")


def _not_a_mapping(finding: Finding) -> Words:
    if finding.key == "review":
        tag = next(iter(finding.tags()), "…")
        hint = f"Écris « review: {{{tag}: {SIGNATURE}}} »."
        return "not-a-mapping", "« review » dit, par langue, qui a relu.", hint
    if finding.tagged_field():
        message = f"{finding.name} doit être écrit dans chaque langue."
    else:
        message = f"{finding.name} doit avoir des clés, pas un simple texte."
    return "not-a-mapping", message, f"Écris « {finding.typed}{_form_of(finding)} »."


def _form_of(finding: Finding) -> str:
    """A flow mapping with the keys that are required there."""
    fields = finding.model.model_fields if finding.model else {}
    tagged = finding.tagged_field()
    keys = [
        field.alias or name
        for name, field in fields.items()
        if field.is_required() and name != tagged
    ]
    tags = list(finding.needed_tags()) if tagged else []
    keys = [*tags, *keys] or list(fields)[:2]
    return "{" + ", ".join(f'{key}: "…"' if key in tags else f"{key}: …" for key in keys) + "}"


def _not_a_list(finding: Finding) -> Words:
    return (
        "not-a-list",
        f"{finding.name} doit être une liste.",
        "Commence chaque élément par « - », un par ligne.",
    )


def _not_yes_no(finding: Finding) -> Words:
    said = str(finding.value).strip().lower()
    meant = "false" if said in ("no", "non", "off", "faux", "false", "0") else "true"
    return (
        "not-yes-no",
        f"{finding.name} doit être true (oui) ou false (non).",
        f"Écris « {finding.typed}{meant} ».",
    )


def _not_a_number(finding: Finding) -> Words:
    return (
        "not-a-number",
        f"{finding.name} doit être un nombre entier.",
        f"Écris par exemple « {finding.typed}20 », sans guillemets.",
    )


def _out_of_range(finding: Finding) -> Words:
    low, high = finding.limits.get("ge"), finding.limits.get("le")
    word, limit = ("petit", f"{low} au moins") if low is not None else ("grand", f"{high} au plus")
    return "out-of-range", f"{finding.name} est trop {word}.", f"Écris {limit}."


def _other(finding: Finding) -> Words:
    return "bad-value", f"{finding.name} n'est pas correct.", GUIDE_HINT


_WORDS: Mapping[str, Callable[[Finding], Words]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "too_long": _too_long,
    "too_short": _too_short,
    "string_type": _not_text,
    "string_too_short": _text_too_short,
    "string_too_long": _text_too_long,
    "string_pattern_mismatch": _bad_form,
    "literal_error": _bad_choice,
    "model_type": _not_a_mapping,
    "model_attributes_type": _not_a_mapping,
    "dict_type": _not_a_mapping,
    "list_type": _not_a_list,
    "bool_type": _not_yes_no,
    "int_type": _not_a_number,
    "int_from_float": _not_a_number,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
}
