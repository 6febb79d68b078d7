-- a in percent of b, rounded to 2 decimals; empty where b is not positive. In double precision: a quotient of two sums does not
-- fit into the 38 digits of Redshift's decimals. The cast to 10 decimals makes 12.345 of 12.3449999999999998.
CASE WHEN ABS(CAST({a} AS DOUBLE PRECISION)) < 1E25 * CAST({b} AS DOUBLE PRECISION) THEN ROUND(CAST(100 * CAST({a} AS DOUBLE PRECISION) / CAST({b} AS DOUBLE PRECISION) AS DECIMAL(38,10)), 2) END
