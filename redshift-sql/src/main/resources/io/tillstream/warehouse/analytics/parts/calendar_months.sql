-- Every month: its number, name, first and last day.
calendar AS (
  SELECT d.year * 12 + d.month AS month_number, TO_CHAR(MIN(d.date), 'YYYY-MM') AS month, MIN(d.date) AS first_day, MAX(d.date) AS last_day
  FROM sales.dim_date AS d
  GROUP BY d.year * 12 + d.month
),
