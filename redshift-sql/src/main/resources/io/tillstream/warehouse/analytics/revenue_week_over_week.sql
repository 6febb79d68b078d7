-- question: By how many percent did revenue grow over the ISO week before, a running week over the same days of it?
-- columns: week, currency, revenue, compared_with, previous_revenue, growth_percent, coverage
-- parameters: source, since, until, today
WITH
-- include: covered
calendar AS (
  SELECT (d.date - CAST('1990-01-01' AS DATE)) / 7 AS week_number,
         CAST(MIN(d.iso_year) AS VARCHAR(4)) || '-W' || LPAD(CAST(MIN(d.iso_week) AS VARCHAR(2)), 2, '0') AS week,
         MIN(d.date) AS first_day,
         MAX(d.date) AS last_day
  FROM sales.dim_date AS d
  GROUP BY (d.date - CAST('1990-01-01' AS DATE)) / 7
),
per_week AS (
  SELECT (d.date - CAST('1990-01-01' AS DATE)) / 7 AS week_number,
         f.currency AS currency,
         SUM(f.revenue) AS revenue,
         SUM(CASE WHEN d.weekday <= newest.weekday THEN f.revenue ELSE 0 END) AS same_days
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  CROSS JOIN covered
  JOIN sales.dim_date AS newest ON newest.date = covered.last_day
-- include: asked_till
  GROUP BY (d.date - CAST('1990-01-01' AS DATE)) / 7, f.currency
),
span AS (
  SELECT currency, MIN(week_number) AS first_week FROM per_week GROUP BY currency
)
SELECT calendar.week AS week,
       span.currency AS currency,
       COALESCE(per_week.revenue, 0) AS revenue,
       base.week AS compared_with,
       CASE WHEN base.week_number IS NULL THEN NULL
            WHEN calendar.last_day > covered.last_day THEN COALESCE(previous.same_days, 0)
            ELSE COALESCE(previous.revenue, 0) END AS previous_revenue,
       @growth(COALESCE(per_week.revenue, 0), CASE WHEN calendar.last_day > covered.last_day THEN previous.same_days ELSE previous.revenue END) AS growth_percent,
-- include: coverage
FROM span
CROSS JOIN covered
JOIN calendar ON calendar.week_number >= span.first_week AND calendar.first_day <= covered.last_day
LEFT JOIN calendar AS base ON base.week_number = calendar.week_number - 1 AND base.week_number >= span.first_week
LEFT JOIN per_week ON per_week.week_number = calendar.week_number AND per_week.currency = span.currency
LEFT JOIN per_week AS previous ON previous.week_number = base.week_number AND previous.currency = span.currency
-- include: asked_months
ORDER BY calendar.week_number, span.currency;
