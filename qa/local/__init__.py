"""A small language model on this machine, for tests and for people who have no other."""
