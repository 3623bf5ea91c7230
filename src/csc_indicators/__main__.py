"""``python -m csc_indicators``: the command line, or what to install for it."""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
    try:
        from csc_indicators.cli import cli
    except ModuleNotFoundError as missing:
        if missing.name not in {"click", "rich"}:
            raise
        sys.exit("The command line needs click and rich. Install them with: python -m pip install 'csc-indicators[cli]'")
    cli(prog_name="csc-indicators")


if __name__ == "__main__":
    main()
