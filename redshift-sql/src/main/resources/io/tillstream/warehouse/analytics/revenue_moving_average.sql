-- question: How does daily revenue move, averaged over 7 and 28 days, counting days without sales as zero?
-- columns: date, currency, revenue, average_7_days, average_28_days
-- parameters: source, since, until
WITH per_day AS (
  SELECT f.date_key AS date_key, f.currency AS currency, SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
-- include: asked_for
  GROUP BY f.date_key, f.currency
),
span AS (
  SELECT currency, MIN(date_key) AS first_key, MAX(date_key) AS last_key FROM per_day GROUP BY currency
),
every_day AS (
  SELECT d.date_key AS date_key, d.date AS date, span.currency AS currency, COALESCE(per_day.revenue, 0) AS revenue
  FROM span
  JOIN sales.dim_date AS d ON d.date_key BETWEEN span.first_key AND span.last_key
  LEFT JOIN per_day ON per_day.date_key = d.date_key AND per_day.currency = span.currency
)
SELECT TO_CHAR(date, 'YYYY-MM-DD') AS date,
       currency AS currency,
       revenue AS revenue,
       CASE WHEN ROW_NUMBER() OVER (PARTITION BY currency ORDER BY date_key) >= 7
            THEN ROUND(CAST(SUM(revenue) OVER (PARTITION BY currency ORDER BY date_key ROWS BETWEEN 6 PRECEDING AND CURRENT ROW)
                            AS DECIMAL(24,6)) / 7, 2) END AS average_7_days,
       CASE WHEN ROW_NUMBER() OVER (PARTITION BY currency ORDER BY date_key) >= 28
            THEN ROUND(CAST(SUM(revenue) OVER (PARTITION BY currency ORDER BY date_key ROWS BETWEEN 27 PRECEDING AND CURRENT ROW)
                            AS DECIMAL(24,6)) / 28, 2) END AS average_28_days
FROM every_day
ORDER BY date_key, currency;
