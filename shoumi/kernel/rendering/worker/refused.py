"""A worker's refusal."""


class Refused(Exception):
    """The file can't be shown; `code` is one of `refusals.Code`, or `no_page`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
