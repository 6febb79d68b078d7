SELECT CAST(COALESCE(CAST(PERCENTILE_CONT(0.95) WITHIN GROUP (
  ORDER BY DATEDIFF(second, f.order_ts, l.loaded_at)) AS BIGINT), 0) AS VARCHAR(20))
  || '|' || CAST(COALESCE((SELECT MAX(n.number) FROM ops.load_ledger AS n), 0) AS VARCHAR(20)) AS answer
FROM sales.fact_sales AS f
JOIN ops.load_ledger AS l ON f.batch_no > l.batch_no_from AND f.batch_no <= l.batch_no_to
WHERE l.loaded_at >= DATEADD(hour, -1, GETDATE())
  AND f.order_ts >= DATEADD(day, -1, l.loaded_at)
