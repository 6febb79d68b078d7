-- question: By how many percent did revenue grow over the same month of the year before?
-- columns: month, currency, revenue, revenue_year_before, growth_percent
-- parameters: source, since, until
WITH per_month AS (
  SELECT d.year * 12 + d.month AS month_number,
         TO_CHAR(d.date, 'YYYY-MM') AS month,
         f.currency AS currency,
         SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY d.year * 12 + d.month, TO_CHAR(d.date, 'YYYY-MM'), f.currency
)
SELECT per_month.month AS month,
       per_month.currency AS currency,
       per_month.revenue AS revenue,
       year_before.revenue AS revenue_year_before,
       ROUND(100 * (CAST(per_month.revenue - year_before.revenue AS DECIMAL(24,6)) / NULLIF(CAST(year_before.revenue AS DECIMAL(24,6)), 0)), 2) AS growth_percent
FROM per_month
LEFT JOIN per_month AS year_before
       ON year_before.month_number = per_month.month_number - 12 AND year_before.currency = per_month.currency
ORDER BY per_month.month, per_month.currency;
