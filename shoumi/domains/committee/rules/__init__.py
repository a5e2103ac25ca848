"""Pure decisions of meetings: values in, answers out."""
