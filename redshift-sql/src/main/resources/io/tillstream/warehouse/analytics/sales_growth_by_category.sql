-- question: By how many percent did each category grow over the month before, of the months in which it has sales?
-- columns: category, month, currency, revenue, previous_revenue, growth_percent
-- parameters: source, since, until
WITH per_month AS (
  SELECT COALESCE(p.category, 'Unknown') AS category,
         TO_CHAR(d.date, 'YYYY-MM') AS month,
         f.currency AS currency,
         SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
  GROUP BY COALESCE(p.category, 'Unknown'), TO_CHAR(d.date, 'YYYY-MM'), f.currency
),
compared AS (
  SELECT category,
         month,
         currency,
         revenue,
         LAG(revenue) OVER (PARTITION BY category, currency ORDER BY month) AS previous_revenue
  FROM per_month
)
SELECT compared.category AS category,
       compared.month AS month,
       compared.currency AS currency,
       compared.revenue AS revenue,
       compared.previous_revenue AS previous_revenue,
       ROUND(100 * (CAST(compared.revenue - compared.previous_revenue AS DECIMAL(24,6)) / NULLIF(CAST(compared.previous_revenue AS DECIMAL(24,6)), 0)), 2) AS growth_percent
FROM compared
ORDER BY compared.category, compared.month, compared.currency;
