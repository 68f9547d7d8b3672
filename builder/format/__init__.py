"""What authors read of the lesson format: its schema, its reference, its examples."""
