-- question: Which share of the revenue do the best tenth of the customers bring, the next tenth, and so on?
-- columns: tenth, currency, revenue, revenue_percent, cumulative_percent, customers
-- parameters: source, since, until
WITH customer AS (
  SELECT c.source AS source, c.customer_id AS customer_id, f.currency AS currency, SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
-- include: asked_for
    AND f.customer_key <> 0
  GROUP BY c.source, c.customer_id, f.currency
),
divided AS (
  SELECT currency, revenue, NTILE(10) OVER (PARTITION BY currency ORDER BY revenue DESC, customer_id, source) AS tenth
  FROM customer
),
per_tenth AS (
  SELECT tenth, currency, SUM(revenue) AS revenue, COUNT(*) AS customers FROM divided GROUP BY tenth, currency
)
SELECT per_tenth.tenth AS tenth,
       per_tenth.currency AS currency,
       per_tenth.revenue AS revenue,
       ROUND(100 * (CAST(per_tenth.revenue AS DECIMAL(24,6)) / NULLIF(CAST(SUM(per_tenth.revenue) OVER (PARTITION BY per_tenth.currency) AS DECIMAL(24,6)), 0)), 2) AS revenue_percent,
       ROUND(100 * (CAST(SUM(per_tenth.revenue) OVER (PARTITION BY per_tenth.currency ORDER BY per_tenth.tenth ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS DECIMAL(24,6)) / NULLIF(CAST(SUM(per_tenth.revenue) OVER (PARTITION BY per_tenth.currency) AS DECIMAL(24,6)), 0)), 2) AS cumulative_percent,
       per_tenth.customers AS customers
FROM per_tenth
ORDER BY per_tenth.tenth, per_tenth.currency;
