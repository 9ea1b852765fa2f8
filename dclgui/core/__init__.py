"""The words: frozen data, errors and events that every other room speaks."""
