"""All that is known of one picture."""
