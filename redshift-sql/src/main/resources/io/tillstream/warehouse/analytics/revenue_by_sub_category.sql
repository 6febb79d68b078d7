-- question: How much was sold of each sub-category of each category?
-- columns: category, sub_category, currency, revenue, orders, lines, units, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(p.category, 'Unknown') AS category,
         COALESCE(p.sub_category, 'Unknown') AS sub_category,
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
  GROUP BY COALESCE(p.category, 'Unknown'), COALESCE(p.sub_category, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.category AS category,
       per_order.sub_category AS sub_category,
       per_order.currency AS currency,
       SUM(per_order.revenue) AS revenue,
       COUNT(*) AS orders,
       CAST(SUM(per_order.lines) AS BIGINT) AS lines,
       SUM(per_order.units) AS units,
       ROUND(100 * (CAST(SUM(per_order.revenue) AS DECIMAL(24,6)) / NULLIF(CAST(SUM(SUM(per_order.revenue)) OVER (PARTITION BY per_order.currency) AS DECIMAL(24,6)), 0)), 2) AS revenue_percent
FROM per_order
GROUP BY per_order.category, per_order.sub_category, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.category, per_order.sub_category, per_order.currency;
