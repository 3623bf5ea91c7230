"""
What a column is.

Every measure works on one-dimensional numpy arrays of one length, a row to a case. These names say what an array holds.

======== ======================= =========================================
name     dtype                   meaning
======== ======================= =========================================
Dates    ``datetime64[D]``       calendar dates; ``NaT`` where not recorded
Days     ``int64``               numbers of days, as the text around says
Mask     ``bool``                one yes or no a row
Codes    ``int8``                members of an enumeration
Rows     ``int64``               row numbers, the first row is 1
Ids      any                     identifiers, compared and never printed
People   signed integers         people by number from 0; -1 for nobody known
Picked   any of three            which rows: a mask, positions or a slice
======== ======================= =========================================
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["NAT", "Codes", "Dates", "Days", "Ids", "Mask", "People", "Picked", "Rows"]

Dates: TypeAlias = NDArray[np.datetime64]
Days: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]
Codes: TypeAlias = NDArray[np.int8]
Rows: TypeAlias = NDArray[np.int64]
Ids: TypeAlias = NDArray[Any]
People: TypeAlias = NDArray[np.signedinteger[Any]]
Picked: TypeAlias = Mask | NDArray[np.signedinteger[Any]] | slice

#: A date that is not recorded.
NAT = np.datetime64("NaT", "D")
