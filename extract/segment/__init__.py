"""Lines into paragraphs, items, headings and tables; those into sections and sentences."""
