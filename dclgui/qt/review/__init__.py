"""Step 4: a person looks at pictures and names them."""
