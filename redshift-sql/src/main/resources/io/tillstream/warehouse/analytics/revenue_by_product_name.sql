-- question: How much was sold under each product name, whatever the size, the price or the till system?
-- columns: product_name, currency, revenue, orders, lines, units, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(p.product_name, 'Unknown') AS product_name,
         f.currency AS currency,
         f.source AS source,
         f.order_id AS order_id,
         SUM(f.revenue) AS revenue,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units
  FROM sales.fact_sales AS f
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
  WHERE :source IN ('*', f.source)
    AND f.date_key BETWEEN CAST(REPLACE(:since, '-', '') AS INTEGER) AND CAST(REPLACE(:until, '-', '') AS INTEGER)
  GROUP BY COALESCE(p.product_name, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.product_name AS product_name,
       per_order.currency AS currency,
       SUM(per_order.revenue) AS revenue,
       COUNT(*) AS orders,
       CAST(SUM(per_order.lines) AS BIGINT) AS lines,
       SUM(per_order.units) AS units,
       ROUND(100 * (CAST(SUM(per_order.revenue) AS DECIMAL(24,6)) / NULLIF(CAST(SUM(SUM(per_order.revenue)) OVER (PARTITION BY per_order.currency) AS DECIMAL(24,6)), 0)), 2) AS revenue_percent
FROM per_order
GROUP BY per_order.product_name, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.product_name, per_order.currency;
