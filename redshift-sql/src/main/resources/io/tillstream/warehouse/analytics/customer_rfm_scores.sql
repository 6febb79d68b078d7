-- question: How recently, how often and for how much did each customer buy, scored 1 to 5 against the others of the currency (5 best, equals score alike)?
-- columns: source, customer_id, currency, revenue, orders, recency_days, recency_score, frequency_score, monetary_score, segment
-- parameters: source, since, until, top
WITH customer AS (
  SELECT c.source AS source,
         c.customer_id AS customer_id,
         f.currency AS currency,
         MAX(CASE WHEN f.event_type = 'SALE' THEN d.date END) AS last_day,
         COUNT(DISTINCT f.order_id) AS orders,
         SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  WHERE :source IN ('*', f.source)
    AND f.date_key BETWEEN CAST(REPLACE(:since, '-', '') AS INTEGER) AND CAST(REPLACE(:until, '-', '') AS INTEGER)
    AND f.customer_key <> 0
  GROUP BY c.source, c.customer_id, f.currency
  HAVING SUM(CASE WHEN f.event_type = 'SALE' THEN 1 ELSE 0 END) > 0
),
measured AS (
  SELECT source,
         customer_id,
         currency,
         MAX(last_day) OVER (PARTITION BY currency) - last_day AS recency_days,
         orders,
         revenue,
         1 + 5 * (RANK() OVER (PARTITION BY currency ORDER BY last_day) - 1) / COUNT(*) OVER (PARTITION BY currency) AS recency,
         1 + 5 * (RANK() OVER (PARTITION BY currency ORDER BY orders) - 1) / COUNT(*) OVER (PARTITION BY currency) AS frequency,
         1 + 5 * (RANK() OVER (PARTITION BY currency ORDER BY revenue) - 1) / COUNT(*) OVER (PARTITION BY currency) AS monetary
  FROM customer
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
ranked AS (
  SELECT source, customer_id, currency, revenue, orders, recency_days, recency, frequency, monetary, segment,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY revenue DESC, customer_id, source) AS place
  FROM scored
)
SELECT ranked.source AS source,
       ranked.customer_id AS customer_id,
       ranked.currency AS currency,
       ranked.revenue AS revenue,
       ranked.orders AS orders,
       ranked.recency_days AS recency_days,
       ranked.recency AS recency_score,
       ranked.frequency AS frequency_score,
       ranked.monetary AS monetary_score,
       ranked.segment AS segment
FROM ranked
WHERE ranked.place <= CAST(:top AS INTEGER)
ORDER BY ranked.revenue DESC, ranked.customer_id, ranked.source, ranked.currency;
