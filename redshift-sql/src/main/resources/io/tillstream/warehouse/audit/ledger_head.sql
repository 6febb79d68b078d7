-- question: What is the last load set in the warehouse? No row before the first load.
-- columns: number, revision, attempt, batch_no_from, batch_no_to, fact_rows, loaded_at
SELECT number, revision, attempt, batch_no_from, batch_no_to, fact_rows, loaded_at
FROM ops.load_ledger
ORDER BY number DESC
LIMIT 1;
