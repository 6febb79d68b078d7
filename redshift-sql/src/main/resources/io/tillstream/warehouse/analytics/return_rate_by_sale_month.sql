-- question: How much of what was sold in each month has come back since, in lines and in money, for every hundred sold in it?
-- columns: month, currency, returned_revenue, revenue, returns, lines_sold, units_returned, units_sold, return_percent, returned_revenue_percent
-- parameters: source, since, until
WITH
-- include: followed
per_key AS (
  SELECT COALESCE(TO_CHAR(d.date, 'YYYY-MM'), 'Unknown') AS month,
         followed.currency AS currency,
-- include: return_sums
  LEFT JOIN sales.dim_date AS d ON d.date_key = followed.sale_key
  GROUP BY COALESCE(TO_CHAR(d.date, 'YYYY-MM'), 'Unknown'), followed.currency
),
counted AS (
  SELECT month, currency, returned_revenue, revenue, revenue_sold, returns, lines_sold, units_returned, units_sold,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY returned_revenue DESC, month) AS place
  FROM per_key
)
SELECT counted.month AS month,
       counted.currency AS currency,
-- include: return_rates
ORDER BY counted.month, counted.currency;
