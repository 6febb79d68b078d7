-- question: Which products were sold at the most different unit prices, in percent of the average price of a unit?
-- columns: source, product_id, product_name, currency, lowest_price, highest_price, average_price, spread, spread_percent, lines_sold
-- parameters: source, since, until, top
WITH product AS (
  SELECT f.source AS source,
         p.product_id AS product_id,
         f.currency AS currency,
         MIN(f.unit_price) AS lowest_price,
         MAX(f.unit_price) AS highest_price,
         SUM(f.unit_price * f.quantity) AS value,
         SUM(f.quantity) AS units,
         COUNT(*) AS lines_sold
  FROM sales.fact_sales AS f
  JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
    AND f.product_key <> 0
    AND f.event_type = 'SALE'
    AND f.unit_price IS NOT NULL
  GROUP BY f.source, p.product_id, f.currency
),
measured AS (
  SELECT source, product_id, currency, lowest_price, highest_price, highest_price - lowest_price AS spread, lines_sold,
         @ratio(value, units) AS average_price,
         CASE WHEN units > 0 THEN @percent(CAST(highest_price - lowest_price AS DOUBLE PRECISION) * CAST(units AS DOUBLE PRECISION), value) END AS spread_percent
  FROM product
),
ranked AS (
  SELECT source, product_id, currency, lowest_price, highest_price, average_price, spread, spread_percent, lines_sold,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY CASE WHEN spread_percent IS NULL AND spread > 0 THEN 0 ELSE 1 END,
                                                           COALESCE(spread_percent, 0) DESC, product_id, source) AS place
  FROM measured
)
SELECT ranked.source AS source,
       ranked.product_id AS product_id,
       COALESCE(p.product_name, 'Unknown') AS product_name,
       ranked.currency AS currency,
       ranked.lowest_price AS lowest_price,
       ranked.highest_price AS highest_price,
       ranked.average_price AS average_price,
       ranked.spread AS spread,
       ranked.spread_percent AS spread_percent,
       ranked.lines_sold AS lines_sold
FROM ranked
LEFT JOIN sales.dim_product AS p ON p.source = ranked.source AND p.product_id = ranked.product_id AND p.is_current
WHERE ranked.place <= CAST(:top AS INTEGER)
ORDER BY ranked.currency, ranked.place;
