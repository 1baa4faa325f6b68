"""`python -m indexer` is the same program as `nachlese`."""

from indexer.cli import main

if __name__ == "__main__":
    main(prog_name="nachlese")
