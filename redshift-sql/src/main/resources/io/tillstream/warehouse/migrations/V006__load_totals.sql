-- Running totals of the fact table, so that a load asserts the table's totals from the totals before it and its own rows: a
-- count of the whole table would cost more with every year (invariant 7). The audit still counts the whole table.
-- ops.load_ledger.fact_rows holds the rows; here is the revenue, one row for each currency after each load set.
-- SORTKEY number: a load reads the rows of one set. DISTSTYLE ALL: a few rows a load, joined with nothing.
CREATE TABLE ops.load_totals (
  number BIGINT NOT NULL ENCODE RAW,
  currency VARCHAR(3) NOT NULL ENCODE ZSTD,
  revenue DECIMAL(38,6) NOT NULL ENCODE AZ64
)
DISTSTYLE ALL
SORTKEY (number);

-- A warehouse that has loads already starts from what it holds.
INSERT INTO ops.load_totals (number, currency, revenue)
SELECT l.number, f.currency, SUM(f.revenue)
FROM sales.fact_sales AS f
CROSS JOIN (SELECT MAX(number) AS number FROM ops.load_ledger) AS l
WHERE l.number IS NOT NULL
GROUP BY l.number, f.currency;
