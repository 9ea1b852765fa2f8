"""The filter of the gallery: chips, search, conditions."""
