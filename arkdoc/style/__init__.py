"""The house style: the roles that text has, and what `styles/` makes of each."""
