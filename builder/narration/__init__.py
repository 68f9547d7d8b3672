"""Utterances → Clips: normal form, fingerprint, voices, cache, loudness, coverage."""
