-- question: What do discounts bring: units a line, revenue, profit and margin of the lines sold in each band of discount?
-- columns: discount_band, currency, revenue, revenue_percent, lines, units_per_line, profit, margin_percent
-- parameters: source, since, until
WITH banded AS (
  SELECT CASE WHEN f.discount IS NULL THEN 'Not stated'
              WHEN f.discount = 0 THEN 'None'
              WHEN f.discount <= 0.1 THEN 'Up to 10 %'
              WHEN f.discount <= 0.2 THEN 'Up to 20 %'
              WHEN f.discount <= 0.3 THEN 'Up to 30 %'
              WHEN f.discount <= 0.5 THEN 'Up to 50 %'
              ELSE 'Above 50 %' END AS discount_band,
         f.currency AS currency,
         COALESCE(f.discount, 2) AS discount,
         f.revenue AS revenue,
         f.quantity AS units,
         f.profit AS profit
  FROM sales.fact_sales AS f
-- include: asked_for
    AND f.event_type = 'SALE'
),
per_band AS (
  SELECT discount_band,
         currency,
         MIN(discount) AS least_discount,
         SUM(revenue) AS revenue,
         COUNT(*) AS lines,
         SUM(units) AS units,
         SUM(profit) AS profit,
         SUM(CASE WHEN profit IS NOT NULL THEN revenue END) AS revenue_of_known_profit
  FROM banded
  GROUP BY discount_band, currency
)
SELECT per_band.discount_band AS discount_band,
       per_band.currency AS currency,
       per_band.revenue AS revenue,
       @percent(per_band.revenue, SUM(per_band.revenue) OVER (PARTITION BY per_band.currency)) AS revenue_percent,
       per_band.lines AS lines,
       @ratio(per_band.units, per_band.lines) AS units_per_line,
       per_band.profit AS profit,
       @percent(per_band.profit, per_band.revenue_of_known_profit) AS margin_percent
FROM per_band
ORDER BY per_band.least_discount, per_band.discount_band, per_band.currency;
