-- Revenue of every day of every currency, from its first sale to the newest of all; days without sales are 0.
WITH
-- include: covered
per_day AS (
  SELECT f.date_key AS date_key, f.currency AS currency, SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
-- include: asked_till
  GROUP BY f.date_key, f.currency
),
span AS (
  SELECT currency, MIN(date_key) AS first_key FROM per_day GROUP BY currency
),
every_day AS (
  SELECT d.date_key AS date_key, d.date AS date, d.year AS year, d.month AS month, d.weekday AS weekday, d.is_weekend AS is_weekend,
         span.currency AS currency, COALESCE(per_day.revenue, 0) AS revenue
  FROM span
  CROSS JOIN covered
  JOIN sales.dim_date AS d ON d.date_key >= span.first_key AND d.date <= covered.last_day
  LEFT JOIN per_day ON per_day.date_key = d.date_key AND per_day.currency = span.currency
),
