"""An institution's own Word template: what of it goes into the note."""
