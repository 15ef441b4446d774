"""Theme → the styles of a Word file.

`variants` names a paragraph's style by role, position and adjustments; `paragraph_format` gives its
format; `properties` and `definitions` write both as elements; `registry` hands out the ids and
collects what a document uses. `numbering` and `fonts` make the parts of those names.
"""
