"""What a project's labels are worth by all that is known of them, and the labels as they leave."""
