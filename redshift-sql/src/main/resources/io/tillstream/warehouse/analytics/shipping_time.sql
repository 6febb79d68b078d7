-- question: How many days pass between order and dispatch in each region, of the lines sold whose dispatch is known?
-- columns: region, lines, average_days, fastest_days, slowest_days, within_3_days_percent
-- parameters: source, since, until
WITH shipped AS (
  SELECT COALESCE(l.region, 'Unknown') AS region, f.ship_date - d.date AS days
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  LEFT JOIN sales.dim_location AS l ON l.location_key = f.location_key
-- include: asked_for
    AND f.event_type = 'SALE'
    AND f.ship_date IS NOT NULL
)
SELECT shipped.region AS region,
       COUNT(*) AS lines,
       ROUND(CAST(SUM(shipped.days) AS DECIMAL(24,6)) / NULLIF(COUNT(*), 0), 2) AS average_days,
       MIN(shipped.days) AS fastest_days,
       MAX(shipped.days) AS slowest_days,
       ROUND(100 * (CAST(SUM(CASE WHEN shipped.days <= 3 THEN 1 ELSE 0 END) AS DECIMAL(24,6)) / NULLIF(CAST(COUNT(*) AS DECIMAL(24,6)), 0)), 2) AS within_3_days_percent
FROM shipped
GROUP BY shipped.region
ORDER BY shipped.region;
