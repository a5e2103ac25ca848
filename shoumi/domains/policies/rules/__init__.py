"""Pure decisions on rules: state tables, what is missing, differences, when a review is due."""
