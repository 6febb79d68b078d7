-- question: How many days pass between a customer's purchases, by days on which the customer bought?
-- columns: interval_days, purchases, purchases_percent
-- parameters: source, today
WITH bought AS (
  SELECT DISTINCT c.source AS source, c.customer_id AS customer_id, d.date AS date
  FROM sales.fact_sales AS f
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_till
    AND f.customer_key <> 0
    AND f.event_type = 'SALE'
),
gap AS (
  SELECT date - LAG(date) OVER (PARTITION BY source, customer_id ORDER BY date) AS days
  FROM bought
),
banded AS (
  SELECT days,
         CASE WHEN days <= 7 THEN '1 to 7'
              WHEN days <= 30 THEN '8 to 30'
              WHEN days <= 90 THEN '31 to 90'
              WHEN days <= 180 THEN '91 to 180'
              WHEN days <= 365 THEN '181 to 365'
              ELSE 'above 365' END AS band
  FROM gap
  WHERE days IS NOT NULL
),
per_band AS (
  SELECT band, MIN(days) AS least_days, COUNT(*) AS purchases FROM banded GROUP BY band
)
SELECT per_band.band AS interval_days,
       per_band.purchases AS purchases,
       @percent(per_band.purchases, SUM(per_band.purchases) OVER ()) AS purchases_percent
FROM per_band
ORDER BY per_band.least_days;
