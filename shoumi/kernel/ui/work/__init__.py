"""My work: what one person must do now, across everything; and the page of one task."""
