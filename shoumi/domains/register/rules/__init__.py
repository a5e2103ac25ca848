"""Pure decisions of the register: values in, values out; no database, no clock."""
