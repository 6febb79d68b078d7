-- What was loaded (invariant 7). Both tables are tiny: DISTSTYLE ALL, no sort key worth its upkeep.

-- The fence: one row, the number of the last load set. Every load locks this table first, so nothing else may read it.
CREATE TABLE ops.load_cursor (
  n BIGINT NOT NULL ENCODE RAW
)
DISTSTYLE ALL;

INSERT INTO ops.load_cursor (n) VALUES (0);

-- One row per load set, written in the transaction that loads it. fact_rows is null, and so fails the load, where the fact
-- table is not what the load set says.
CREATE TABLE ops.load_ledger (
  number BIGINT NOT NULL ENCODE RAW,
  revision INTEGER NOT NULL ENCODE RAW,
  attempt VARCHAR(36) NOT NULL ENCODE RAW,
  batch_no_from BIGINT NOT NULL ENCODE RAW,
  batch_no_to BIGINT NOT NULL ENCODE RAW,
  fact_rows BIGINT NOT NULL ENCODE RAW,
  loaded_at TIMESTAMP NOT NULL DEFAULT GETDATE() ENCODE RAW,
  PRIMARY KEY (number)
)
DISTSTYLE ALL;
