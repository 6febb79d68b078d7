-- question: How recently, how often and for how much did each customer buy, scored 1 to 5 against the others of the currency (5 best, equals score alike)?
-- columns: source, customer_id, currency, revenue, orders, recency_days, recency_score, frequency_score, monetary_score, segment
-- parameters: source, since, until, today, top
-- include: customer_rfm
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
