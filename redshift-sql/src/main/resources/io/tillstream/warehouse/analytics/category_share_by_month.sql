-- question: Which share of each month's revenue does each category bring?
-- columns: month, category, currency, revenue, revenue_percent
-- parameters: source, since, until
WITH per_month AS (
  SELECT TO_CHAR(d.date, 'YYYY-MM') AS month,
         COALESCE(p.category, 'Unknown') AS category,
         f.currency AS currency,
         SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
  GROUP BY TO_CHAR(d.date, 'YYYY-MM'), COALESCE(p.category, 'Unknown'), f.currency
)
SELECT per_month.month AS month,
       per_month.category AS category,
       per_month.currency AS currency,
       per_month.revenue AS revenue,
       @percent(per_month.revenue, SUM(per_month.revenue) OVER (PARTITION BY per_month.month, per_month.currency)) AS revenue_percent
FROM per_month
ORDER BY per_month.month, per_month.category, per_month.currency;
