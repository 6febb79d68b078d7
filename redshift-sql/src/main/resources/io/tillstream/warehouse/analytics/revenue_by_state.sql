-- question: How much was sold in each state or province of each country?
-- columns: country, state, currency, revenue, orders, lines, units, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(l.country, 'Unknown') AS country,
         COALESCE(l.state, 'Unknown') AS state,
         f.currency AS currency,
         f.source AS source,
         f.order_id AS order_id,
         SUM(f.revenue) AS revenue,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units
  FROM sales.fact_sales AS f
  LEFT JOIN sales.dim_location AS l ON l.location_key = f.location_key
  WHERE :source IN ('*', f.source)
    AND f.date_key BETWEEN CAST(REPLACE(:since, '-', '') AS INTEGER) AND CAST(REPLACE(:until, '-', '') AS INTEGER)
  GROUP BY COALESCE(l.country, 'Unknown'), COALESCE(l.state, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.country AS country,
       per_order.state AS state,
       per_order.currency AS currency,
       SUM(per_order.revenue) AS revenue,
       COUNT(*) AS orders,
       CAST(SUM(per_order.lines) AS BIGINT) AS lines,
       SUM(per_order.units) AS units,
       ROUND(100 * (CAST(SUM(per_order.revenue) AS DECIMAL(24,6)) / NULLIF(CAST(SUM(SUM(per_order.revenue)) OVER (PARTITION BY per_order.currency) AS DECIMAL(24,6)), 0)), 2) AS revenue_percent
FROM per_order
GROUP BY per_order.country, per_order.state, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.country, per_order.state, per_order.currency;
