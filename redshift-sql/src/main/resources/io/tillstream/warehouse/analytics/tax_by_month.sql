-- question: How much tax do the sources state in each month, and on which revenue?
-- columns: month, currency, revenue, tax, revenue_of_known_tax, tax_percent, lines, lines_without_tax
-- parameters: source, since, until
WITH per_month AS (
  SELECT TO_CHAR(d.date, 'YYYY-MM') AS month,
         f.currency AS currency,
         SUM(f.revenue) AS revenue,
         SUM(f.tax) AS tax,
         SUM(CASE WHEN f.tax IS NOT NULL THEN f.revenue END) AS revenue_of_known_tax,
         COUNT(*) AS lines,
         SUM(CASE WHEN f.tax IS NULL THEN 1 ELSE 0 END) AS lines_without_tax
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY TO_CHAR(d.date, 'YYYY-MM'), f.currency
)
SELECT per_month.month AS month,
       per_month.currency AS currency,
       per_month.revenue AS revenue,
       per_month.tax AS tax,
       per_month.revenue_of_known_tax AS revenue_of_known_tax,
       @percent(per_month.tax, per_month.revenue_of_known_tax) AS tax_percent,
       per_month.lines AS lines,
       CAST(per_month.lines_without_tax AS BIGINT) AS lines_without_tax
FROM per_month
ORDER BY per_month.month, per_month.currency;
