-- question: How often and how deep is each category discounted, of all lines sold, those that state no discount counted as sold without?
-- columns: category, currency, revenue, lines, discounted_lines, lines_without_stated_discount, average_discount_percent, discounted_lines_percent, discounted_revenue_percent
-- parameters: source, since, until
WITH per_category AS (
  SELECT COALESCE(p.category, 'Unknown') AS category,
         f.currency AS currency,
         SUM(f.revenue) AS revenue,
         COUNT(*) AS lines,
         SUM(COALESCE(f.discount, 0)) AS discounts,
         SUM(CASE WHEN f.discount > 0 THEN 1 ELSE 0 END) AS discounted_lines,
         SUM(CASE WHEN f.discount IS NULL THEN 1 ELSE 0 END) AS without_discount,
         SUM(CASE WHEN f.discount > 0 THEN f.revenue ELSE 0 END) AS discounted_revenue
  FROM sales.fact_sales AS f
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
    AND f.event_type = 'SALE'
  GROUP BY COALESCE(p.category, 'Unknown'), f.currency
)
SELECT per_category.category AS category,
       per_category.currency AS currency,
       per_category.revenue AS revenue,
       per_category.lines AS lines,
       CAST(per_category.discounted_lines AS BIGINT) AS discounted_lines,
       CAST(per_category.without_discount AS BIGINT) AS lines_without_stated_discount,
       @percent(per_category.discounts, per_category.lines) AS average_discount_percent,
       @percent(per_category.discounted_lines, per_category.lines) AS discounted_lines_percent,
       @percent(per_category.discounted_revenue, per_category.revenue) AS discounted_revenue_percent
FROM per_category
ORDER BY per_category.category, per_category.currency;
