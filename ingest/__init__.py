"""Articles become a library on disk."""
