-- question: Which customers give the most money back in each currency: lines, units and money returned, for every hundred bought?
-- columns: source, customer_id, customer_name, currency, returned_revenue, revenue, returns, lines_sold, units_returned, units_sold, return_percent, returned_revenue_percent
-- parameters: source, since, until, top
WITH
-- include: followed
per_key AS (
  SELECT followed.source AS source,
         c.customer_id AS customer_id,
         followed.currency AS currency,
-- include: return_sums
  JOIN sales.dim_customer AS c ON c.customer_key = followed.customer_key
  WHERE followed.customer_key <> 0
  GROUP BY followed.source, c.customer_id, followed.currency
  HAVING SUM(CASE WHEN followed.event_type = 'RETURN' THEN 1 ELSE 0 END) > 0
),
counted AS (
  SELECT source, customer_id, currency, returned_revenue, revenue, revenue_sold, returns, lines_sold, units_returned, units_sold,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY returned_revenue DESC, source, customer_id) AS place
  FROM per_key
)
SELECT counted.source AS source,
       counted.customer_id AS customer_id,
       COALESCE(c.customer_name, 'Unknown') AS customer_name,
       counted.currency AS currency,
-- include: return_rates
LEFT JOIN sales.dim_customer AS c ON c.source = counted.source AND c.customer_id = counted.customer_id AND c.is_current
WHERE counted.place <= CAST(:top AS INTEGER)
ORDER BY counted.currency, counted.place;
