-- question: How much of each category, that of the sale, came back: lines, units and money returned, for every hundred sold?
-- columns: category, currency, returned_revenue, revenue, returns, lines_sold, units_returned, units_sold, return_percent, returned_revenue_percent
-- parameters: source, since, until
WITH
-- include: followed
per_key AS (
  SELECT COALESCE(p.category, 'Unknown') AS category,
         followed.currency AS currency,
-- include: return_sums
  LEFT JOIN sales.dim_product AS p ON p.product_key = followed.product_key
  GROUP BY COALESCE(p.category, 'Unknown'), followed.currency
),
counted AS (
  SELECT category, currency, returned_revenue, revenue, revenue_sold, returns, lines_sold, units_returned, units_sold,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY returned_revenue DESC, category) AS place
  FROM per_key
)
SELECT counted.category AS category,
       counted.currency AS currency,
-- include: return_rates
ORDER BY counted.returned_revenue DESC, counted.category, counted.currency;
