"""YAML as an author wrote it: text, positions, what can be saved of a broken file, guesses."""
