"""Which pictures show: chips, search, conditions."""
