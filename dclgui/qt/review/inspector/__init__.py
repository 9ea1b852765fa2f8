"""The inspector: everything known of one image."""
