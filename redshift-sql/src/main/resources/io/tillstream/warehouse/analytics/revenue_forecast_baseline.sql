-- question: What would the simplest forecasts have said of each month, and what do they say of the next: the mean of the three months before, and the same month of the year before?
-- columns: month, currency, revenue, moving_average_forecast, seasonal_naive_forecast, moving_average_error_percent, seasonal_naive_error_percent
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
),
span AS (
  SELECT currency, MIN(month_number) AS first_month, MAX(month_number) AS last_month FROM per_month GROUP BY currency
),
calendar AS (
  SELECT DISTINCT d.year * 12 + d.month AS month_number, TO_CHAR(d.date, 'YYYY-MM') AS month FROM sales.dim_date AS d
),
every_month AS (
  SELECT calendar.month_number AS month_number,
         calendar.month AS month,
         span.currency AS currency,
         CASE WHEN calendar.month_number <= span.last_month THEN COALESCE(per_month.revenue, 0) END AS revenue
  FROM span
  JOIN calendar ON calendar.month_number BETWEEN span.first_month AND span.last_month + 1
  LEFT JOIN per_month ON per_month.month_number = calendar.month_number AND per_month.currency = span.currency
),
forecast AS (
  SELECT month,
         currency,
         revenue,
         CASE WHEN ROW_NUMBER() OVER (PARTITION BY currency ORDER BY month_number) > 3
              THEN ROUND(CAST(SUM(revenue) OVER (PARTITION BY currency ORDER BY month_number
                                                 ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING)
                              AS DECIMAL(24,6)) / 3, 2) END AS moving_average,
         LAG(revenue, 12) OVER (PARTITION BY currency ORDER BY month_number) AS seasonal_naive
  FROM every_month
)
SELECT forecast.month AS month,
       forecast.currency AS currency,
       forecast.revenue AS revenue,
       forecast.moving_average AS moving_average_forecast,
       forecast.seasonal_naive AS seasonal_naive_forecast,
       ROUND(100 * (CAST(forecast.moving_average - forecast.revenue AS DECIMAL(24,6)) / NULLIF(CAST(forecast.revenue AS DECIMAL(24,6)), 0)), 2) AS moving_average_error_percent,
       ROUND(100 * (CAST(forecast.seasonal_naive - forecast.revenue AS DECIMAL(24,6)) / NULLIF(CAST(forecast.revenue AS DECIMAL(24,6)), 0)), 2) AS seasonal_naive_error_percent
FROM forecast
ORDER BY forecast.month, forecast.currency;
