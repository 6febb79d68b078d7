-- question: By how many percent did the stores grow that sold in a month and in the same month of the year before, a running month over the same days of it?
-- columns: month, currency, revenue, compared_with, revenue_year_before, growth_percent, stores, coverage
-- parameters: source, since, until, today
WITH
-- include: covered
-- include: calendar_months
per_store AS (
  SELECT f.source AS source,
         f.store_key AS store_key,
         SUM(CASE WHEN f.event_type = 'SALE' THEN 1 ELSE 0 END) AS sold,
         SUM(CASE WHEN f.event_type = 'SALE' AND d.day <= newest.day THEN 1 ELSE 0 END) AS sold_same_days,
-- include: month_sums
-- include: asked_till
    AND f.store_key <> 0
  GROUP BY f.source, f.store_key, d.year * 12 + d.month, f.currency
),
compared AS (
  SELECT now.month_number AS month_number,
         now.currency AS currency,
         SUM(now.revenue) AS revenue,
         SUM(CASE WHEN calendar.last_day > covered.last_day THEN before.same_days ELSE before.revenue END) AS revenue_year_before,
         COUNT(*) AS stores
  FROM per_store AS now
  JOIN per_store AS before
    ON before.source = now.source AND before.store_key = now.store_key AND before.currency = now.currency
   AND before.month_number = now.month_number - 12
  JOIN calendar ON calendar.month_number = now.month_number
  CROSS JOIN covered
  WHERE now.sold > 0
    AND CASE WHEN calendar.last_day > covered.last_day THEN before.sold_same_days ELSE before.sold END > 0
  GROUP BY now.month_number, now.currency
)
SELECT calendar.month AS month,
       compared.currency AS currency,
       compared.revenue AS revenue,
       base.month AS compared_with,
       compared.revenue_year_before AS revenue_year_before,
       @growth(compared.revenue, compared.revenue_year_before) AS growth_percent,
       compared.stores AS stores,
-- include: coverage
FROM compared
CROSS JOIN covered
JOIN calendar ON calendar.month_number = compared.month_number
JOIN calendar AS base ON base.month_number = compared.month_number - 12
-- include: asked_months
ORDER BY calendar.month_number, compared.currency;
