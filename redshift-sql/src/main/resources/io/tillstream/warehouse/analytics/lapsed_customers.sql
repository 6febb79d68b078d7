-- question: How long ago did customers last buy, counted to the newest sale, and what have they brought?
-- columns: last_purchase_days, currency, revenue, revenue_percent, customers, customers_percent
-- parameters: source, today
WITH
-- include: covered
-- include: customer_life
banded AS (
  SELECT customer.currency AS currency,
         customer.revenue AS revenue,
         CASE WHEN covered.last_day - customer.last_day <= 30 THEN 1
              WHEN covered.last_day - customer.last_day <= 90 THEN 2
              WHEN covered.last_day - customer.last_day <= 180 THEN 3
              WHEN covered.last_day - customer.last_day <= 365 THEN 4
              ELSE 5 END AS band
  FROM customer
  CROSS JOIN covered
),
per_band AS (
  SELECT band, currency, SUM(revenue) AS revenue, COUNT(*) AS customers FROM banded GROUP BY band, currency
)
SELECT CASE per_band.band WHEN 1 THEN '0 to 30' WHEN 2 THEN '31 to 90' WHEN 3 THEN '91 to 180' WHEN 4 THEN '181 to 365'
            ELSE 'above 365' END AS last_purchase_days,
       per_band.currency AS currency,
       per_band.revenue AS revenue,
       @percent(per_band.revenue, SUM(per_band.revenue) OVER (PARTITION BY per_band.currency)) AS revenue_percent,
       per_band.customers AS customers,
       @percent(per_band.customers, SUM(per_band.customers) OVER (PARTITION BY per_band.currency)) AS customers_percent
FROM per_band
ORDER BY per_band.band, per_band.currency;
