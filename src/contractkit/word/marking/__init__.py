"""How comments and tracked changes get into a Word file: places, wording, writing, parts, proof."""
