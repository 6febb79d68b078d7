-- question: How does daily revenue move, averaged over 7 and 28 days, counting days without sales as zero?
-- columns: date, currency, revenue, average_7_days, average_28_days
-- parameters: source, since, until, today
-- include: every_day
series AS (
  SELECT date_key, date, currency, revenue,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY date_key) AS place,
         SUM(revenue) OVER (PARTITION BY currency ORDER BY date_key ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS revenue_7_days,
         SUM(revenue) OVER (PARTITION BY currency ORDER BY date_key ROWS BETWEEN 27 PRECEDING AND CURRENT ROW) AS revenue_28_days
  FROM every_day
)
SELECT TO_CHAR(series.date, 'YYYY-MM-DD') AS date,
       series.currency AS currency,
       series.revenue AS revenue,
       CASE WHEN series.place >= 7 THEN @ratio(series.revenue_7_days, 7) END AS average_7_days,
       CASE WHEN series.place >= 28 THEN @ratio(series.revenue_28_days, 28) END AS average_28_days
FROM series
-- include: asked_days
