-- question: By how many percent did revenue grow over the month before, of the months that have sales?
-- columns: month, currency, revenue, previous_revenue, growth_percent
-- parameters: source, since, until
WITH per_month AS (
  SELECT TO_CHAR(d.date, 'YYYY-MM') AS month,
         f.currency AS currency,
         SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY TO_CHAR(d.date, 'YYYY-MM'), f.currency
),
compared AS (
  SELECT month, currency, revenue, LAG(revenue) OVER (PARTITION BY currency ORDER BY month) AS previous_revenue
  FROM per_month
)
SELECT compared.month AS month,
       compared.currency AS currency,
       compared.revenue AS revenue,
       compared.previous_revenue AS previous_revenue,
       ROUND(100 * (CAST(compared.revenue - compared.previous_revenue AS DECIMAL(24,6)) / NULLIF(CAST(compared.previous_revenue AS DECIMAL(24,6)), 0)), 2) AS growth_percent
FROM compared
ORDER BY compared.month, compared.currency;
