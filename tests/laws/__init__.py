"""Laws: one class for each clause of a rule, the clause in its docstring, the properties that follow from it beneath."""
