-- question: How much was sold up to each day, in all and since the start of its year?
-- columns: date, currency, revenue, running_total, year_to_date
-- parameters: source, since, until, today
-- include: every_day
series AS (
  SELECT date_key, date, currency, revenue,
         SUM(revenue) OVER (PARTITION BY currency ORDER BY date_key ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running_total,
         SUM(revenue) OVER (PARTITION BY currency, year ORDER BY date_key ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS year_to_date
  FROM every_day
)
SELECT TO_CHAR(series.date, 'YYYY-MM-DD') AS date,
       series.currency AS currency,
       series.revenue AS revenue,
       series.running_total AS running_total,
       series.year_to_date AS year_to_date
FROM series
-- include: asked_days
