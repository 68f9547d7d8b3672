"""One file to hand over: lessons, takes, signatures and consents go out, and come in again."""
