"""The reader: where in a passage the answer to a question stands, and how likely it stands there at all."""
