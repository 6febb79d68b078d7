-- Runs before the first migration and is safe to repeat: the table that says which migrations were applied.
CREATE SCHEMA IF NOT EXISTS ops;

-- DISTSTYLE ALL: a handful of rows, read by every run of the migrations and joined with nothing.
CREATE TABLE IF NOT EXISTS ops.migrations (
  version INTEGER NOT NULL ENCODE RAW,
  name VARCHAR(128) NOT NULL ENCODE RAW,
  checksum VARCHAR(64) NOT NULL ENCODE RAW,
  applied_at TIMESTAMP NOT NULL DEFAULT GETDATE() ENCODE RAW,
  PRIMARY KEY (version)
)
DISTSTYLE ALL;
