"""The demonstration: a made-up line of parts, seen by two made-up cameras. Nothing here is a photograph."""
