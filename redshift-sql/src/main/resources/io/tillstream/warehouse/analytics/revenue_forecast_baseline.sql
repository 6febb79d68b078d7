-- question: What would the simplest forecasts have said of each month, and what do they say of the running or next one: the mean of the three whole months before, and the same month of the year before?
-- columns: month, currency, revenue, moving_average_forecast, seasonal_naive_forecast, moving_average_error_percent, seasonal_naive_error_percent, coverage
-- parameters: source, since, until, today
WITH
-- include: covered
-- include: calendar_months
per_month AS (
  SELECT d.year * 12 + d.month AS month_number, f.currency AS currency, SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_till
  GROUP BY d.year * 12 + d.month, f.currency
),
span AS (
  SELECT currency, MIN(month_number) AS first_month FROM per_month GROUP BY currency
),
last_whole AS (
  SELECT MAX(calendar.month_number) AS month_number FROM calendar JOIN covered ON calendar.last_day <= covered.last_day
),
every_month AS (
  SELECT calendar.month_number AS month_number,
         calendar.month AS month,
         calendar.first_day AS first_day,
         calendar.last_day AS last_day,
         span.currency AS currency,
         CASE WHEN calendar.month_number <= covered.last_month THEN COALESCE(per_month.revenue, 0) END AS revenue,
         CASE WHEN calendar.first_day >= covered.first_day AND calendar.last_day <= covered.last_day
              THEN COALESCE(per_month.revenue, 0) END AS whole_revenue,
         CASE WHEN calendar.month_number > covered.last_month THEN 'next'
              WHEN calendar.last_day > covered.last_day THEN 'running'
              WHEN calendar.first_day < covered.first_day THEN 'starts late'
              ELSE 'whole' END AS coverage
  FROM span
  CROSS JOIN covered
  CROSS JOIN last_whole
  JOIN calendar ON calendar.month_number BETWEEN span.first_month AND last_whole.month_number + 1
  LEFT JOIN per_month ON per_month.month_number = calendar.month_number AND per_month.currency = span.currency
),
forecast AS (
  SELECT month_number, month, first_day, last_day, currency, revenue, whole_revenue, coverage,
         CASE WHEN COUNT(whole_revenue) OVER (PARTITION BY currency ORDER BY month_number ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) = 3
              THEN SUM(whole_revenue) OVER (PARTITION BY currency ORDER BY month_number ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING)
         END AS three_months,
         LAG(whole_revenue, 12) OVER (PARTITION BY currency ORDER BY month_number) AS seasonal_naive
  FROM every_month
),
series AS (
  SELECT month_number, month, first_day, last_day, currency, revenue, whole_revenue, coverage,
         @ratio(three_months, 3) AS moving_average,
         seasonal_naive
  FROM forecast
)
SELECT series.month AS month,
       series.currency AS currency,
       series.revenue AS revenue,
       series.moving_average AS moving_average_forecast,
       series.seasonal_naive AS seasonal_naive_forecast,
       @growth(series.moving_average, series.whole_revenue) AS moving_average_error_percent,
       @growth(series.seasonal_naive, series.whole_revenue) AS seasonal_naive_error_percent,
       series.coverage AS coverage
FROM series
WHERE series.last_day >= CAST(:since AS DATE)
  AND series.first_day <= CAST(:until AS DATE)
ORDER BY series.month_number, series.currency;
