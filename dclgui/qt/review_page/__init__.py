"""The parts of the page on which a person looks at pictures and names them."""
