-- question: How many days after its sale does something come back?
-- columns: days_until_return, currency, returned_revenue, returns, returns_percent
-- parameters: source, since, until
WITH
-- include: followed
aged AS (
  SELECT followed.currency AS currency, followed.revenue AS revenue,
         CASE WHEN followed.sale_key = 0 THEN NULL ELSE returned.date - sale.date END AS days
  FROM followed
  JOIN sales.dim_date AS returned ON returned.date_key = followed.date_key
  LEFT JOIN sales.dim_date AS sale ON sale.date_key = followed.sale_key
  WHERE followed.event_type = 'RETURN'
),
banded AS (
  SELECT currency, revenue,
         CASE WHEN days IS NULL THEN 8
              WHEN days < 0 THEN 7
              WHEN days = 0 THEN 0
              WHEN days <= 7 THEN 1
              WHEN days <= 14 THEN 2
              WHEN days <= 30 THEN 3
              WHEN days <= 90 THEN 4
              WHEN days <= 365 THEN 5
              ELSE 6 END AS band
  FROM aged
),
per_band AS (
  SELECT band, currency, SUM(-revenue) AS returned_revenue, COUNT(*) AS returns FROM banded GROUP BY band, currency
)
SELECT CASE per_band.band WHEN 0 THEN 'same day' WHEN 1 THEN '1 to 7' WHEN 2 THEN '8 to 14' WHEN 3 THEN '15 to 30' WHEN 4 THEN '31 to 90'
            WHEN 5 THEN '91 to 365' WHEN 6 THEN 'above 365' WHEN 7 THEN 'before the sale' ELSE 'Unknown' END AS days_until_return,
       per_band.currency AS currency,
       per_band.returned_revenue AS returned_revenue,
       per_band.returns AS returns,
       @percent(per_band.returns, SUM(per_band.returns) OVER (PARTITION BY per_band.currency)) AS returns_percent
FROM per_band
ORDER BY per_band.band, per_band.currency;
