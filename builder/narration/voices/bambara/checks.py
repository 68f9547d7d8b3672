"""What an author should mend before a text is spoken, and words of unknown tone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from builder.narration.voices.bambara.dictionary import key
from builder.narration.voices.bambara.letters import is_acronym, names
from builder.narration.voices.bambara.normal_form import normalize
from builder.narration.voices.bambara.spelling import has_marks, unread, without_marks
from builder.narration.voices.bambara.table import PronunciationTable, built_in

Finding = tuple[int, str, str, str]
"""Offset in the text, slug, French message, hint."""

LONGEST_CHARACTERS = 600
"""About a minute of speech: nobody keeps one idea in mind that long."""
_WORDS_WITHOUT_SPECIAL = 12
"""Of attested sentences with this many words, fewer than one in fifty has no ɛ or ɔ."""

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|[’'ʼ‘`´-](?=[^\W\d_]))*")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['ʼ‘`´](?=[^\W\d_])")
_FRENCH_WORDS = re.compile(
    "le|les|des|du|une|est|et|sont|dans|avec|pour|vous|votre|nous|notre|que|qui|quoi|sur|pas|mais"
    "|ou|où|donc|il|elle|ils|elles|je|cette|ces|aux|au|plus|tout|toute|très|être|avoir|faire|mot"
    "|passe|téléphone|comme|aussi|leur|chez|sans"
)
"""French words that no Bambara text has by chance."""
_OLD_LETTERS = (
    ("ny", "ɲ"),
    ("ou", "u"),
    ("dj", "j"),
    ("tch", "c"),
    ("ch", "sh"),
    ("gn", "ɲ"),
    ("ss", "s"),
)
_SCRIPTS = {"ARABIC": "arabe", "NKO": "N’Ko", "CYRILLIC": "cyrillique", "GREEK": "grecque"}


def unknown_words(text: str, table: PronunciationTable | None = None) -> list[str]:
    """Words whose tone is only guessed, each once, in order."""
    table = table or built_in()
    tokens = normalize(text, knows=table.lists, is_own=table.is_own).tokens
    forms = dict.fromkeys(token.form for token in tokens if not token.is_french)
    return [form for form in forms if not has_marks(form) and not table.knows(form)]


def check_text(text: str, table: PronunciationTable | None = None) -> list[Finding]:
    """Everything that would be misread, in the order of the text."""
    table = table or built_in()
    if not text.strip():
        return [(0, "text-empty", "Ce texte est vide.", "Écris la phrase à dire.")]
    normal = normalize(text, knows=table.lists, is_own=table.is_own)
    found = [*_characters(text, normal.unreadable)]
    if not normal.tokens and not normal.unreadable:
        message = "Ce texte n’a que de la ponctuation : il n’y a rien à dire."
        found.append((0, "text-only-punctuation", message, "Écris des mots."))
    if len(text) > LONGEST_CHARACTERS:
        message = f"Ce texte a {len(text)} caractères : c’est trop long pour être écouté."
        hint = f"Coupe-le en phrases de moins de {LONGEST_CHARACTERS} caractères."
        found.append((LONGEST_CHARACTERS, "text-too-long", message, hint))
    found += _apostrophes(text)
    words = [match for match in _WORD.finditer(text) if not _is_set_apart(text, match)]
    french = _french(words, table)
    found += french or [*_spelling(text, words, table)]
    return sorted(found)


def _characters(text: str, unreadable: tuple[tuple[int, str], ...]) -> Iterator[Finding]:
    """One finding for each run of characters that no rule reads."""
    previous = -2
    for offset, character in unreadable:
        if offset > previous + 1 or text[previous].isspace():
            yield _unreadable(offset, character)
        previous = offset


def _unreadable(offset: int, character: str) -> Finding:
    script = unicodedata.name(character, "").partition(" ")[0]
    if script in _SCRIPTS:
        message = f"L’écriture {_SCRIPTS[script]} n’est pas lue par la voix : « {character} »."
        return (offset, "text-script", message, "Écris en lettres latines : a b c … ɛ ɔ ɲ ŋ.")
    if (
        unicodedata.category(character) in ("So", "Sk", "Cn", "Co", "Cs")
        or ord(character) > 0x1F000
    ):
        message = f"La voix ne peut pas lire le dessin « {character} »."
        return (offset, "text-emoji", message, "Enlève-le, ou dis-le avec des mots.")
    message = f"La voix ne peut pas lire « {character} »."
    return (offset, "text-letter", message, "Enlève ce signe, ou écris-le avec des mots.")


def _apostrophes(text: str) -> Iterator[Finding]:
    for match in _APOSTROPHE.finditer(text):
        message = f"L’apostrophe « {match[0]} » n’est pas la bonne."
        yield (match.start(), "text-apostrophe", message, "Tape « ’ » : k’a, b’a, y’a.")


def _is_set_apart(text: str, match: re.Match[str]) -> bool:
    """Between « », or in an address."""
    before = text[: match.start()]
    quoted = before.rfind("«") > before.rfind("»")
    start = max(before.rfind(" "), before.rfind("\n")) + 1
    end = re.search(r"\s|$", text[match.end() :])
    chunk = text[start : match.end() + (end.start() if end else 0)]
    return quoted or "@" in chunk or "www." in chunk or "://" in chunk


def _french(words: list[re.Match[str]], table: PronunciationTable) -> list[Finding]:
    """A text that is French: its words are, and Bambara does not know them."""
    french = [match for match in words if _is_french(match[0], table)]
    if len(french) < 2 or 3 * len(french) < len(words):
        return []
    message = f"Ce texte bambara semble être du français : « {french[0][0]} »."
    hint = "Mets le français sous « fr: », ou un mot français entre « »."
    return [(french[0].start(), "text-french", message, hint)]


def _is_french(word: str, table: PronunciationTable) -> bool:
    lower = unicodedata.normalize("NFC", word.lower())
    if _FRENCH_WORDS.fullmatch(lower):
        return True
    if table.lists(word) or lower in names():
        return False
    return bool(
        re.search(r"[çœæêëïùqx]|é[es]?$|eau|tion|ai|oi|eu|ent$|ez$|er$|[aeo]u[rst]$", lower)
    )


def _spelling(
    text: str, words: list[re.Match[str]], table: PronunciationTable
) -> Iterator[Finding]:
    has_special = bool(re.search("[ɛɔɲŋƐƆƝŊ]", text))
    only_old_marks = not has_special and not re.search("[áàíìúùɛɔâîû]", text.lower())
    for match in words:
        word = unicodedata.normalize("NFC", match[0])
        lower = word.lower()
        if lower in names() or is_acronym(word) or unread(word) or key(word) in table.spellings:
            continue
        modern = _modern(lower, table, only_old_marks=only_old_marks)
        if modern:
            message = f"« {word} » est dans l’ancienne orthographe."
            yield (match.start(), "text-old-spelling", message, f"Écris « {modern} ».")
        elif (letter := re.search("[qxçœæəʋ]", lower)) and not table.lists(word):
            message = f"« {letter[0]} » n’est pas une lettre du bambara : « {word} »."
            hint = "Mets un mot français entre « », ou écris-le comme on le dit."
            yield (match.start(), "text-letter", message, hint)
    if len(words) >= _WORDS_WITHOUT_SPECIAL and not has_special:
        message = f"Il n’y a ni ɛ ni ɔ dans ces {len(words)} mots : l’orthographe est à vérifier."
        yield (0, "text-no-special-letters", message, "Écris ɛ et ɔ là où on les entend.")


def _modern(lower: str, table: PronunciationTable, *, only_old_marks: bool) -> str:
    """How an old spelling is written now, "" when the word is not in the old spelling."""
    new = lower
    if re.search("[èò]", lower) and (only_old_marks or not table.lists(without_marks(lower))):
        new = new.replace("è", "ɛ").replace("ò", "ɔ")
    if not table.lists(without_marks(lower)):
        simple = new
        for old, letter in _OLD_LETTERS:
            simple = simple.replace(old, letter)
        open_vowels = simple.replace("e", "ɛ").replace("o", "ɔ")
        if table.lists(without_marks(simple)):
            new = simple
        elif table.stands(open_vowels):
            new = open_vowels
    return new if new != lower else ""
