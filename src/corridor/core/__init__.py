"""What every room uses: audit, events, runs, tasks, files, outbox, tables."""
