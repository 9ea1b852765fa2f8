"""What is known of a project's labels (audit, guarantee, effort saved), and the label table for export."""
