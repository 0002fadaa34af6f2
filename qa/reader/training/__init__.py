"""Makes the reader's weights from named public data. Nothing of this is imported to answer a question."""
