"""How indicators are computed: pure functions of arrays, with no social-care words in them."""
