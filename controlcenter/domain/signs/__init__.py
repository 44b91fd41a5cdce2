"""Message signs: the MULTI markup (NTCIP 1203), dot matrix fonts, and what a text looks like on a certain sign."""
