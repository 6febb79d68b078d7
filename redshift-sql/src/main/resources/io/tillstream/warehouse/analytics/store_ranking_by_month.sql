-- question: Which place does each store have by revenue in each month, and which had it the month before?
-- columns: month, currency, place, source, store_id, revenue, previous_place
-- parameters: source, since, until, today
WITH per_store AS (
  SELECT d.year * 12 + d.month AS month_number,
         MIN(d.date) AS first_day,
         MAX(d.date) AS last_day,
         f.source AS source,
         s.store_id AS store_id,
         f.currency AS currency,
         SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  JOIN sales.dim_store AS s ON s.store_key = f.store_key
-- include: asked_till
    AND f.store_key <> 0
  GROUP BY d.year * 12 + d.month, f.source, s.store_id, f.currency
),
ranked AS (
  SELECT month_number, source, store_id, currency, revenue,
         RANK() OVER (PARTITION BY month_number, currency ORDER BY revenue DESC) AS place
  FROM per_store
),
-- include: calendar_months
shown AS (
  SELECT calendar.month_number AS month_number, calendar.month AS month
  FROM calendar
-- include: asked_months
)
SELECT shown.month AS month,
       ranked.currency AS currency,
       ranked.place AS place,
       ranked.source AS source,
       ranked.store_id AS store_id,
       ranked.revenue AS revenue,
       before.place AS previous_place
FROM ranked
JOIN shown ON shown.month_number = ranked.month_number
LEFT JOIN ranked AS before
       ON before.month_number = ranked.month_number - 1 AND before.source = ranked.source AND before.store_id = ranked.store_id
      AND before.currency = ranked.currency
ORDER BY ranked.month_number, ranked.currency, ranked.place, ranked.source, ranked.store_id;
