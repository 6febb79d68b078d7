-- question: How many days pass between order and dispatch in each region, of the lines sold whose dispatch is known and possible?
-- columns: region, lines, average_days, fastest_days, slowest_days, within_3_days_percent, lines_with_impossible_date
-- parameters: source, since, until
WITH shipped AS (
  SELECT COALESCE(l.region, 'Unknown') AS region,
         CASE WHEN f.ship_date BETWEEN d.date AND d.date + 365 THEN f.ship_date - d.date END AS days
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  LEFT JOIN sales.dim_location AS l ON l.location_key = f.location_key
-- include: asked_for
    AND f.event_type = 'SALE'
    AND f.ship_date IS NOT NULL
)
SELECT shipped.region AS region,
       COUNT(shipped.days) AS lines,
       @ratio(SUM(shipped.days), COUNT(shipped.days)) AS average_days,
       MIN(shipped.days) AS fastest_days,
       MAX(shipped.days) AS slowest_days,
       @percent(SUM(CASE WHEN shipped.days <= 3 THEN 1 ELSE 0 END), COUNT(shipped.days)) AS within_3_days_percent,
       CAST(SUM(CASE WHEN shipped.days IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS lines_with_impossible_date
FROM shipped
GROUP BY shipped.region
ORDER BY shipped.region;
