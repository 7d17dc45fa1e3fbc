"""The picture of a page, for wherever its link is shared: what stands on it (pages) and how it is drawn (drawing)."""
