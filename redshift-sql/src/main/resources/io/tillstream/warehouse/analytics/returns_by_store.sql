-- question: How much of what each store sold came back, wherever it was given back: lines, units and money returned, for every hundred sold?
-- columns: source, store_id, currency, returned_revenue, revenue, returns, lines_sold, units_returned, units_sold, return_percent, returned_revenue_percent
-- parameters: source, since, until
WITH
-- include: followed
per_key AS (
  SELECT followed.source AS source,
         COALESCE(NULLIF(s.store_id, ''), 'Unknown') AS store_id,
         followed.currency AS currency,
-- include: return_sums
  LEFT JOIN sales.dim_store AS s ON s.store_key = followed.store_key
  GROUP BY followed.source, COALESCE(NULLIF(s.store_id, ''), 'Unknown'), followed.currency
),
counted AS (
  SELECT source, store_id, currency, returned_revenue, revenue, revenue_sold, returns, lines_sold, units_returned, units_sold,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY returned_revenue DESC, source, store_id) AS place
  FROM per_key
)
SELECT counted.source AS source,
       counted.store_id AS store_id,
       counted.currency AS currency,
-- include: return_rates
ORDER BY counted.returned_revenue DESC, counted.source, counted.store_id, counted.currency;
