-- question: How much was sold this year, this quarter and this month to date, and on the same days of the year before?
-- columns: period, currency, first_day, last_day, revenue, compared_first_day, compared_last_day, revenue_year_before, growth_percent
-- parameters: source, until, today
WITH
-- include: covered
reached AS (
  SELECT d.date AS date, d.date_key AS date_key, d.year AS year, d.quarter AS quarter, d.month AS month,
         CASE WHEN d.month = 2 AND d.day = 29 THEN d.date_key - 10001 ELSE d.date_key - 10000 END AS base_key
  FROM covered
  JOIN sales.dim_date AS d ON d.date = LEAST(covered.last_day, CAST(:until AS DATE))
),
period AS (
  SELECT 1 AS place, 'year' AS period, year * 10000 + 101 AS first_key, date_key AS last_key, base_key FROM reached
  UNION ALL
  SELECT 2 AS place, 'quarter' AS period, year * 10000 + (quarter * 3 - 2) * 100 + 1 AS first_key, date_key AS last_key, base_key FROM reached
  UNION ALL
  SELECT 3 AS place, 'month' AS period, year * 10000 + month * 100 + 1 AS first_key, date_key AS last_key, base_key FROM reached
),
currencies AS (
  SELECT DISTINCT f.currency AS currency
  FROM sales.fact_sales AS f
-- include: asked_till
),
line AS (
  SELECT period.place AS place, f.currency AS currency,
         CASE WHEN f.date_key >= period.first_key THEN f.revenue ELSE 0 END AS revenue,
         CASE WHEN f.date_key < period.first_key THEN f.revenue ELSE 0 END AS before
  FROM sales.fact_sales AS f
  JOIN period ON f.date_key BETWEEN period.first_key AND period.last_key
              OR f.date_key BETWEEN period.first_key - 10000 AND period.base_key
-- include: asked_till
),
summed AS (
  SELECT place, currency, SUM(revenue) AS revenue, SUM(before) AS before FROM line GROUP BY place, currency
)
SELECT period.period AS period,
       currencies.currency AS currency,
       TO_CHAR(first.date, 'YYYY-MM-DD') AS first_day,
       TO_CHAR(last.date, 'YYYY-MM-DD') AS last_day,
       COALESCE(summed.revenue, 0) AS revenue,
       TO_CHAR(base_first.date, 'YYYY-MM-DD') AS compared_first_day,
       TO_CHAR(base_last.date, 'YYYY-MM-DD') AS compared_last_day,
       COALESCE(summed.before, 0) AS revenue_year_before,
       @growth(COALESCE(summed.revenue, 0), COALESCE(summed.before, 0)) AS growth_percent
FROM period
CROSS JOIN currencies
JOIN sales.dim_date AS first ON first.date_key = period.first_key
JOIN sales.dim_date AS last ON last.date_key = period.last_key
LEFT JOIN sales.dim_date AS base_first ON base_first.date_key = period.first_key - 10000
LEFT JOIN sales.dim_date AS base_last ON base_last.date_key = period.base_key
LEFT JOIN summed ON summed.place = period.place AND summed.currency = currencies.currency
ORDER BY period.place, currencies.currency;
