-- question: How much of each category came back: lines, units and money returned, and returned lines for every hundred sold?
-- columns: category, currency, returned_revenue, revenue, returns, lines_sold, units_returned, units_sold, return_percent
-- parameters: source, since, until
WITH per_category AS (
  SELECT COALESCE(p.category, 'Unknown') AS category,
         f.currency AS currency,
         SUM(CASE WHEN f.event_type = 'RETURN' THEN -f.revenue ELSE 0 END) AS returned_revenue,
         SUM(f.revenue) AS revenue,
         SUM(CASE WHEN f.event_type = 'RETURN' THEN 1 ELSE 0 END) AS returns,
         SUM(CASE WHEN f.event_type = 'RETURN' THEN 0 ELSE 1 END) AS lines_sold,
         SUM(CASE WHEN f.event_type = 'RETURN' THEN -f.quantity ELSE 0 END) AS units_returned,
         SUM(CASE WHEN f.event_type = 'RETURN' THEN 0 ELSE f.quantity END) AS units_sold
  FROM sales.fact_sales AS f
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
  GROUP BY COALESCE(p.category, 'Unknown'), f.currency
)
SELECT per_category.category AS category,
       per_category.currency AS currency,
       per_category.returned_revenue AS returned_revenue,
       per_category.revenue AS revenue,
       CAST(per_category.returns AS BIGINT) AS returns,
       CAST(per_category.lines_sold AS BIGINT) AS lines_sold,
       per_category.units_returned AS units_returned,
       per_category.units_sold AS units_sold,
       ROUND(100 * (CAST(per_category.returns AS DECIMAL(24,6)) / NULLIF(CAST(per_category.lines_sold AS DECIMAL(24,6)), 0)), 2) AS return_percent
FROM per_category
ORDER BY per_category.returned_revenue DESC, per_category.category, per_category.currency;
