"""What a disk says, in one place."""

from __future__ import annotations

import errno

_DISK_WORDS = {
    errno.ENOSPC: "le disque est plein. Libère de la place",
    getattr(errno, "EDQUOT", -1): "le disque est plein. Libère de la place",
    errno.EACCES: "le dossier est protégé. Rends-le modifiable",
    errno.EPERM: "le dossier est protégé. Rends-le modifiable",
    errno.EROFS: "le disque est protégé. Choisis un autre disque",
    errno.ENOENT: "ce dossier n'existe pas. Va dans le dossier du projet",
}


def disk_trouble(error: OSError) -> str:
    """In French what a disk refuses and what to do, to be followed by « , puis relance »."""
    return _DISK_WORDS.get(error.errno or 0, f"{error.strerror or error}. Vérifie le dossier")
