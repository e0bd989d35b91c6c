"""The command line: parses options, calls one function, prints, exits."""


def main() -> None:
    """Run the command line."""
