-- question: How much was sold up to each day, in all and since the start of its year?
-- columns: date, currency, revenue, running_total, year_to_date
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
       SUM(per_day.revenue) OVER (PARTITION BY per_day.currency ORDER BY per_day.date_key
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running_total,
       SUM(per_day.revenue) OVER (PARTITION BY per_day.currency, d.year ORDER BY per_day.date_key
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS year_to_date
FROM per_day
JOIN sales.dim_date AS d ON d.date_key = per_day.date_key
ORDER BY per_day.date_key, per_day.currency;
