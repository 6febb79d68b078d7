-- question: What does a forecasting model learn from: each day's revenue beside its calendar, the day before, and three days' mean and deviation, days without sales as zero?
-- columns: date, currency, revenue, weekday, month, is_weekend, previous_revenue, rolling_average_3, rolling_deviation_3
-- parameters: source, since, until, today
-- include: every_day
series AS (
  SELECT date_key, date, currency, revenue, weekday, month, is_weekend,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY date_key) AS place,
         LAG(revenue) OVER (PARTITION BY currency ORDER BY date_key) AS previous_revenue,
         SUM(revenue) OVER (PARTITION BY currency ORDER BY date_key ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS revenue_3_days,
         STDDEV_SAMP(CAST(revenue AS DOUBLE PRECISION)) OVER (PARTITION BY currency ORDER BY date_key
                                                              ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS deviation
  FROM every_day
)
SELECT TO_CHAR(series.date, 'YYYY-MM-DD') AS date,
       series.currency AS currency,
       series.revenue AS revenue,
       series.weekday AS weekday,
       series.month AS month,
       series.is_weekend AS is_weekend,
       series.previous_revenue AS previous_revenue,
       CASE WHEN series.place >= 3 THEN @ratio(series.revenue_3_days, 3) END AS rolling_average_3,
       CASE WHEN series.place >= 3 THEN @ratio(series.deviation, 1) END AS rolling_deviation_3
FROM series
-- include: asked_days
