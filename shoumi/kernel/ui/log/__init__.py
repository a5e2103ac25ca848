"""The log as the audit administrator reads it; reading it is itself logged."""
