"""Results and definitions as people and machines read them."""
