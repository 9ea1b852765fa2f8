"""The parts of the Audit page: a random sample named blind, and what follows from it."""
