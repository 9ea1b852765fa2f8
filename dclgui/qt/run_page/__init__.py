"""The parts of the page that runs."""
