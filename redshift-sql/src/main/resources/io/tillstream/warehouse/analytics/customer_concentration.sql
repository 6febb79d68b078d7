-- question: Of the customers who brought revenue, which share of it do the best tenth bring, the next tenth, and so on, and who brought nothing or less?
-- columns: tenth, currency, revenue, revenue_percent, cumulative_percent, customers, other_customers, other_revenue
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
  WHERE revenue > 0
),
per_tenth AS (
  SELECT tenth, currency, SUM(revenue) AS revenue, COUNT(*) AS customers FROM divided GROUP BY tenth, currency
),
other AS (
  SELECT currency, SUM(revenue) AS revenue, COUNT(*) AS customers FROM customer WHERE revenue <= 0 GROUP BY currency
)
SELECT per_tenth.tenth AS tenth,
       per_tenth.currency AS currency,
       per_tenth.revenue AS revenue,
       @percent(per_tenth.revenue, SUM(per_tenth.revenue) OVER (PARTITION BY per_tenth.currency)) AS revenue_percent,
       @percent(SUM(per_tenth.revenue) OVER (PARTITION BY per_tenth.currency ORDER BY per_tenth.tenth ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), SUM(per_tenth.revenue) OVER (PARTITION BY per_tenth.currency)) AS cumulative_percent,
       per_tenth.customers AS customers,
       COALESCE(other.customers, 0) AS other_customers,
       COALESCE(other.revenue, 0) AS other_revenue
FROM per_tenth
LEFT JOIN other ON other.currency = per_tenth.currency
ORDER BY per_tenth.tenth, per_tenth.currency;
