"""What an author probably meant by a word that does not exist."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

# What authors type in French, in small letters without accents → the words of the format.
KEYS_IN_FRENCH: Mapping[str, tuple[str, ...]] = {
    "aide": ("care",),
    "avertissement": ("warning",),
    "bon": ("right",),
    "bonne": ("right",),
    "bonne-reponse": ("right",),
    "carte": ("cards",),
    "cartes": ("cards",),
    "choix": ("choice", "answers"),
    "contact": ("contacts",),
    "conversation": ("chat",),
    "correct": ("right",),
    "de": ("from",),
    "debut": ("start",),
    "dessin": ("picture",),
    "duree": ("minutes",),
    "endroit": ("place", "places"),
    "endroits": ("places",),
    "etapes": ("steps",),
    "fichier": ("file",),
    "fin": ("end",),
    "formateur": ("trainer",),
    "formatrice": ("trainer",),
    "geste": ("items",),
    "gestes": ("items",),
    "image": ("picture",),
    "images": ("picture",),
    "juste": ("right",),
    "lecon": ("lessons",),
    "lecons": ("lessons",),
    "ligne": ("lines",),
    "lignes": ("lines",),
    "message": ("messages",),
    "nom": ("name",),
    "note": ("trainer",),
    "numero": ("number",),
    "ordre": ("ordering",),
    "personne": ("person", "people"),
    "personnes": ("people",),
    "phrase": ("lines",),
    "phrases": ("lines",),
    "pourquoi": ("feedback",),
    "question": ("question",),
    "quiz": ("choice",),
    "ranger": ("sorting",),
    "relecture": ("review",),
    "reponse": ("answers", "replies"),
    "reponses": ("answers", "replies"),
    "retour": ("feedback",),
    "role": ("roles",),
    "scenario": ("scene",),
    "sensible": ("sensitive",),
    "sorte": ("kind",),
    "suite": ("next",),
    "suivant": ("next",),
    "texte": ("text",),
    "titre": ("title",),
    "tri": ("sorting",),
    "type": ("kind",),
    "voix": ("voices",),
    "vrai": ("right",),
}


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was probably meant; None when none is near."""
    known = [*candidates]
    plain = _plain(word[:80])
    same = [key for key in known if _plain(key) == plain]
    translated = [key for key in KEYS_IN_FRENCH.get(plain, ()) if key in known]
    close = same or translated or difflib.get_close_matches(word[:80].strip(), known, 1, 0.6)
    return close[0] if close else None


def _plain(word: str) -> str:
    """In small letters without accents."""
    letters = unicodedata.normalize("NFD", word.strip().lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def did_you_mean(word: str, candidates: Iterable[str], label: str) -> str:
    """The hint for a word that is not among `candidates`."""
    known = [*candidates]
    near = nearest(word, known)
    return (
        f"Voulais-tu écrire « {near} » ?" if near else f"{label} : {', '.join(known) or 'aucun'}."
    )


def shortened(value: Any) -> str:
    """What an author typed, short enough for a message."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    return text if len(text) <= 40 else text[:39] + "…"
