-- question: Of which products comes the most money back in each currency: lines, units and money returned, for every hundred sold?
-- columns: source, product_id, product_name, currency, returned_revenue, revenue, returns, lines_sold, units_returned, units_sold, return_percent, returned_revenue_percent
-- parameters: source, since, until, top
WITH
-- include: followed
per_key AS (
  SELECT followed.source AS source,
         p.product_id AS product_id,
         followed.currency AS currency,
-- include: return_sums
  JOIN sales.dim_product AS p ON p.product_key = followed.product_key
  WHERE followed.product_key <> 0
  GROUP BY followed.source, p.product_id, followed.currency
  HAVING SUM(CASE WHEN followed.event_type = 'RETURN' THEN 1 ELSE 0 END) > 0
),
counted AS (
  SELECT source, product_id, currency, returned_revenue, revenue, revenue_sold, returns, lines_sold, units_returned, units_sold,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY returned_revenue DESC, source, product_id) AS place
  FROM per_key
)
SELECT counted.source AS source,
       counted.product_id AS product_id,
       COALESCE(p.product_name, 'Unknown') AS product_name,
       counted.currency AS currency,
-- include: return_rates
LEFT JOIN sales.dim_product AS p ON p.source = counted.source AND p.product_id = counted.product_id AND p.is_current
WHERE counted.place <= CAST(:top AS INTEGER)
ORDER BY counted.currency, counted.place;
