"""Why a breach happened: the model of a taxonomy, and the taxonomy of reasons for delay."""
