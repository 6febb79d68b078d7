-- The days that the sales cover, from the first to the newest.
covered AS (
  SELECT MIN(d.date) AS first_day,
         MAX(d.date) AS last_day,
         MIN(d.year * 12 + d.month) AS first_month,
         MAX(d.year * 12 + d.month) AS last_month
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_till
),
