-- What RFM means: of each customer of a currency, how recently, how often and for how much, each scored 1 to 5 by the customer's
-- middle rank among the others, and the segment that recency and frequency make. A score is 1 + the fifths that lie below the
-- middle of those who are alike: all alike score 3, and of two the better scores 4 and the other 2.
WITH customer AS (
  SELECT c.source AS source,
         c.customer_id AS customer_id,
         f.currency AS currency,
         MAX(CASE WHEN f.event_type = 'SALE' THEN d.date END) AS last_day,
         COUNT(DISTINCT CASE WHEN f.event_type = 'SALE' THEN f.order_id END) AS orders,
         SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
    AND f.date_key <= CAST(REPLACE(:today, '-', '') AS INTEGER)
    AND f.customer_key <> 0
  GROUP BY c.source, c.customer_id, f.currency
  HAVING SUM(CASE WHEN f.event_type = 'SALE' THEN 1 ELSE 0 END) > 0
),
ranked_customer AS (
  SELECT source,
         customer_id,
         currency,
         MAX(last_day) OVER (PARTITION BY currency) - last_day AS recency_days,
         orders,
         revenue,
         2 * (RANK() OVER (PARTITION BY currency ORDER BY last_day) - 1) + COUNT(*) OVER (PARTITION BY currency, last_day) AS by_day,
         2 * (RANK() OVER (PARTITION BY currency ORDER BY orders) - 1) + COUNT(*) OVER (PARTITION BY currency, orders) AS by_orders,
         2 * (RANK() OVER (PARTITION BY currency ORDER BY revenue) - 1) + COUNT(*) OVER (PARTITION BY currency, revenue) AS by_revenue,
         2 * COUNT(*) OVER (PARTITION BY currency) AS customers
  FROM customer
),
measured AS (
  SELECT source, customer_id, currency, recency_days, orders, revenue,
         1 + 5 * by_day / customers AS recency,
         1 + 5 * by_orders / customers AS frequency,
         1 + 5 * by_revenue / customers AS monetary
  FROM ranked_customer
),
scored AS (
  SELECT source, customer_id, currency, recency_days, orders, revenue, recency, frequency, monetary,
         CASE WHEN recency >= 4 AND frequency >= 4 THEN 'Champions'
              WHEN recency >= 3 AND frequency >= 3 THEN 'Loyal'
              WHEN recency >= 4 THEN 'Recent'
              WHEN recency = 3 THEN 'Needs attention'
              WHEN frequency >= 4 THEN 'Cannot lose'
              WHEN frequency = 3 THEN 'At risk'
              ELSE 'Hibernating' END AS segment
  FROM measured
),
