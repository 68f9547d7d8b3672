"""What an author probably meant by a word that does not exist."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

# What authors type in French, in small letters without accents → the words of the format.
KEYS_IN_FRENCH: Mapping[str, tuple[str, ...]] = {
    "accord": ("consent",),
    "actes": ("acts",),
    "aide": ("care",),
    "avertissement": ("warning",),
    "boite": ("inbox",),
    "bon": ("right",),
    "bonne": ("right",),
    "bonne-reponse": ("right",),
    "carte": ("cards",),
    "cartes": ("cards",),
    "cartes-d-aide": ("helpcards",),
    "causerie": ("reflect",),
    "choisir": ("choice",),
    "choix": ("choice", "answers"),
    "classer": ("sorting",),
    "contact": ("contacts",),
    "conversation": ("chat",),
    "correct": ("right",),
    "de": ("from",),
    "debut": ("start",),
    "description": ("alt",),
    "dessin": ("picture",),
    "dialogue": ("chat",),
    "dire": ("say",),
    "discussion": ("chat", "reflect"),
    "duree": ("minutes",),
    "ecran": ("screens",),
    "ecrans": ("screens",),
    "endroit": ("place", "places"),
    "endroits": ("places",),
    "engagement": ("pledge", "published"),
    "etapes": ("steps",),
    "exercice": ("practice",),
    "explication": ("feedback",),
    "faux": ("fake",),
    "fichier": ("file",),
    "fin": ("end",),
    "formateur": ("trainer",),
    "formatrice": ("trainer",),
    "geste": ("items", "acts"),
    "gestes": ("items", "acts"),
    "histoire": ("scene",),
    "icone": ("icon",),
    "image": ("picture",),
    "images": ("picture",),
    "indice": ("clues",),
    "indices": ("clues",),
    "juste": ("right",),
    "langue": ("languages",),
    "langues": ("languages",),
    "lecon": ("lessons",),
    "lecons": ("lessons",),
    "lieu": ("place", "places"),
    "lieux": ("places",),
    "ligne": ("lines",),
    "lignes": ("lines",),
    "message": ("messages",),
    "mot-de-passe": ("passphrase",),
    "nom": ("name",),
    "note": ("trainer",),
    "numero": ("number",),
    "ordonner": ("ordering",),
    "ordre": ("ordering",),
    "parole": ("testimony",),
    "personne": ("person", "people"),
    "personnes": ("people",),
    "phrase": ("lines",),
    "phrases": ("lines",),
    "pourquoi": ("feedback",),
    "pratique": ("practice",),
    "promesse": ("promises",),
    "promesses": ("promises",),
    "proverbe": ("proverb",),
    "question": ("question",),
    "quiz": ("choice",),
    "ranger": ("sorting",),
    "reflechir": ("reflect",),
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
    "tchat": ("chat",),
    "temoignage": ("testimony",),
    "texte": ("text",),
    "titre": ("title",),
    "tri": ("sorting",),
    "trier": ("sorting",),
    "type": ("kind",),
    "voix": ("voices",),
    "vrai": ("right", "genuine"),
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
