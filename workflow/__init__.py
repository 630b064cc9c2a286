"""The engine: people, cases, tasks, time and record. It knows nothing of agreements."""
