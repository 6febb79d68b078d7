-- question: How often and how deep is each category discounted, of the lines sold whose discount is known?
-- columns: category, currency, revenue, lines, discounted_lines, average_discount_percent, discounted_lines_percent, discounted_revenue_percent
-- parameters: source, since, until
WITH per_category AS (
  SELECT COALESCE(p.category, 'Unknown') AS category,
         f.currency AS currency,
         SUM(f.revenue) AS revenue,
         COUNT(*) AS lines,
         SUM(f.discount) AS discounts,
         SUM(CASE WHEN f.discount > 0 THEN 1 ELSE 0 END) AS discounted_lines,
         SUM(CASE WHEN f.discount > 0 THEN f.revenue ELSE 0 END) AS discounted_revenue
  FROM sales.fact_sales AS f
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
    AND f.event_type = 'SALE'
    AND f.discount IS NOT NULL
  GROUP BY COALESCE(p.category, 'Unknown'), f.currency
)
SELECT per_category.category AS category,
       per_category.currency AS currency,
       per_category.revenue AS revenue,
       per_category.lines AS lines,
       CAST(per_category.discounted_lines AS BIGINT) AS discounted_lines,
       ROUND(100 * (CAST(per_category.discounts AS DECIMAL(24,6)) / NULLIF(CAST(per_category.lines AS DECIMAL(24,6)), 0)), 2) AS average_discount_percent,
       ROUND(100 * (CAST(per_category.discounted_lines AS DECIMAL(24,6)) / NULLIF(CAST(per_category.lines AS DECIMAL(24,6)), 0)), 2) AS discounted_lines_percent,
       ROUND(100 * (CAST(per_category.discounted_revenue AS DECIMAL(24,6)) / NULLIF(CAST(per_category.revenue AS DECIMAL(24,6)), 0)), 2) AS discounted_revenue_percent
FROM per_category
ORDER BY per_category.category, per_category.currency;
