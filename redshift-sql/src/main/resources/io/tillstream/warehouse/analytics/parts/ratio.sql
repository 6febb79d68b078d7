-- a divided by b, rounded to 2 decimals; empty where b is not positive. As percent.
CASE WHEN ABS(CAST({a} AS DOUBLE PRECISION)) < 1E25 * CAST({b} AS DOUBLE PRECISION) THEN ROUND(CAST(CAST({a} AS DOUBLE PRECISION) / CAST({b} AS DOUBLE PRECISION) AS DECIMAL(38,10)), 2) END
