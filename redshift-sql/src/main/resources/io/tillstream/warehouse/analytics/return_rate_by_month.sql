-- question: How much comes back in each month, whenever it was sold, in lines and in money, for every hundred sold in it?
-- columns: month, currency, revenue_sold, revenue_returned, lines_sold, returns, return_percent, returned_revenue_percent
-- parameters: source, since, until
WITH per_month AS (
  SELECT TO_CHAR(d.date, 'YYYY-MM') AS month,
         f.currency AS currency,
         SUM(CASE WHEN f.event_type = 'RETURN' THEN 0 ELSE f.revenue END) AS revenue_sold,
         SUM(CASE WHEN f.event_type = 'RETURN' THEN -f.revenue ELSE 0 END) AS revenue_returned,
         SUM(CASE WHEN f.event_type = 'RETURN' THEN 0 ELSE 1 END) AS lines_sold,
         SUM(CASE WHEN f.event_type = 'RETURN' THEN 1 ELSE 0 END) AS returns
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY TO_CHAR(d.date, 'YYYY-MM'), f.currency
)
SELECT per_month.month AS month,
       per_month.currency AS currency,
       per_month.revenue_sold AS revenue_sold,
       per_month.revenue_returned AS revenue_returned,
       CAST(per_month.lines_sold AS BIGINT) AS lines_sold,
       CAST(per_month.returns AS BIGINT) AS returns,
       @percent(per_month.returns, per_month.lines_sold) AS return_percent,
       @percent(per_month.revenue_returned, per_month.revenue_sold) AS returned_revenue_percent
FROM per_month
ORDER BY per_month.month, per_month.currency;
