"""What voices are made with: each engine takes phonemes or text and gives samples."""
