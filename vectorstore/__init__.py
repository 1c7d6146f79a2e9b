"""Finding passages: embeddings, vectors (Chroma), words (tantivy) and their fusion."""
