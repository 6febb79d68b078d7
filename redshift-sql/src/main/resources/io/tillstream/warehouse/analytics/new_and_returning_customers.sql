-- question: How many customers bought for the first time in each month, how many came back, and what did either spend, returns deducted?
-- columns: month, currency, new_revenue, returning_revenue, new_customers, returning_customers, returning_revenue_percent
-- parameters: source, since, until
WITH first_month AS (
  SELECT c.source AS source, c.customer_id AS customer_id, MIN(d.year * 12 + d.month) AS month_number
  FROM sales.fact_sales AS f
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  WHERE :source IN ('*', f.source)
    AND f.customer_key <> 0
    AND f.event_type = 'SALE'
  GROUP BY c.source, c.customer_id
),
per_customer AS (
  SELECT d.year * 12 + d.month AS month_number,
         TO_CHAR(MIN(d.date), 'YYYY-MM') AS month,
         f.currency AS currency,
         c.source AS source,
         c.customer_id AS customer_id,
         SUM(f.revenue) AS revenue,
         MAX(CASE WHEN f.event_type = 'SALE' THEN 1 ELSE 0 END) AS bought
  FROM sales.fact_sales AS f
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
    AND f.customer_key <> 0
  GROUP BY d.year * 12 + d.month, f.currency, c.source, c.customer_id
),
per_month AS (
  SELECT per_customer.month AS month,
         per_customer.currency AS currency,
         SUM(CASE WHEN per_customer.month_number = first_month.month_number THEN per_customer.revenue ELSE 0 END) AS new_revenue,
         SUM(CASE WHEN per_customer.month_number = first_month.month_number THEN 0 ELSE per_customer.revenue END) AS returning_revenue,
         SUM(per_customer.revenue) AS revenue,
         SUM(CASE WHEN per_customer.month_number = first_month.month_number THEN per_customer.bought ELSE 0 END) AS new_customers,
         SUM(CASE WHEN per_customer.month_number = first_month.month_number THEN 0 ELSE per_customer.bought END) AS returning_customers
  FROM per_customer
  JOIN first_month ON first_month.source = per_customer.source AND first_month.customer_id = per_customer.customer_id
  GROUP BY per_customer.month, per_customer.currency
)
SELECT per_month.month AS month,
       per_month.currency AS currency,
       per_month.new_revenue AS new_revenue,
       per_month.returning_revenue AS returning_revenue,
       CAST(per_month.new_customers AS BIGINT) AS new_customers,
       CAST(per_month.returning_customers AS BIGINT) AS returning_customers,
       @percent(per_month.returning_revenue, per_month.revenue) AS returning_revenue_percent
FROM per_month
ORDER BY per_month.month, per_month.currency;
