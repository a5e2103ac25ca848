"""What the annexes of the grading standard and of the scope catalogue set for the register: how
they are told, checked, written in a draft, and followed (2.2, 4.2)."""
