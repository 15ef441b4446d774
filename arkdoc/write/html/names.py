"""Class names and ids by which `write/pdf` knows the elements of a page that `write/html` wrote.

It imports nothing: whoever lays out pages needs no tree of the note.
"""

FOOT_CLASS = "ark-foot"
"""A footnote that goes to the foot of its page, from within the text that calls it."""

FOOT_NUMBER_CLASS = "ark-foot-number"

NUMBERED_CLASS, NUMBER_CLASS = "ark-numbered", "ark-number"
"""A heading with a number, and the element that has it."""

MARKER_CLASS = "ark-marker"
"""The class of the element with an item's marker, which stands where a list's markers stand."""

LABELLED_CLASS = "ark-labelled"
"""A list whose items have labels in place of markers."""

CHECKBOX_CLASS = "ark-task-box"
"""The class of the image that shows whether a task is done."""


def mark_id(label: str, occurrence: int) -> str:
    """The id of a footnote's mark. Slugs have no full stop, so no other element has it."""
    return f"ref.{label}.{occurrence}"


def label_of_mark(name: str) -> str:
    """The label of the footnote that the mark with this id calls; empty for other ids."""
    label, _, occurrence = name.removeprefix("ref.").rpartition(".")
    return label if name.startswith("ref.") and occurrence.isdecimal() else ""
