-- question: What does a forecasting model learn from: each day's revenue beside its calendar, the day before, and three days' mean and deviation (days with sales only)?
-- columns: date, currency, revenue, weekday, month, is_weekend, previous_revenue, rolling_average_3, rolling_deviation_3
-- parameters: source, since, until
WITH per_day AS (
  SELECT f.date_key AS date_key, f.currency AS currency, SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
-- include: asked_for
  GROUP BY f.date_key, f.currency
)
SELECT TO_CHAR(d.date, 'YYYY-MM-DD') AS date,
       per_day.currency AS currency,
       per_day.revenue AS revenue,
       d.weekday AS weekday,
       d.month AS month,
       d.is_weekend AS is_weekend,
       LAG(per_day.revenue) OVER (PARTITION BY per_day.currency ORDER BY per_day.date_key) AS previous_revenue,
       CASE WHEN ROW_NUMBER() OVER (PARTITION BY per_day.currency ORDER BY per_day.date_key) >= 3
            THEN ROUND(CAST(SUM(per_day.revenue) OVER (PARTITION BY per_day.currency ORDER BY per_day.date_key
                                                       ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
                            AS DECIMAL(24,6)) / 3, 2) END AS rolling_average_3,
       CASE WHEN ROW_NUMBER() OVER (PARTITION BY per_day.currency ORDER BY per_day.date_key) >= 3
            THEN CAST(STDDEV_SAMP(per_day.revenue) OVER (PARTITION BY per_day.currency ORDER BY per_day.date_key
                                                         ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
                      AS DECIMAL(24,2)) END AS rolling_deviation_3
FROM per_day
JOIN sales.dim_date AS d ON d.date_key = per_day.date_key
ORDER BY per_day.date_key, per_day.currency;
