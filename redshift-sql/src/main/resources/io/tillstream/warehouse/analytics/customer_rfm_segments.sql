-- question: How many customers are champions, loyal, recent, at risk or gone, by recency and frequency, and what do they bring?
-- columns: segment, currency, revenue, revenue_percent, customers, customers_percent, average_revenue
-- parameters: source, since, until
-- include: customer_rfm
per_segment AS (
  SELECT segment, currency, SUM(revenue) AS revenue, COUNT(*) AS customers FROM scored GROUP BY segment, currency
)
SELECT per_segment.segment AS segment,
       per_segment.currency AS currency,
       per_segment.revenue AS revenue,
       ROUND(100 * (CAST(per_segment.revenue AS DECIMAL(24,6)) / NULLIF(CAST(SUM(per_segment.revenue) OVER (PARTITION BY per_segment.currency) AS DECIMAL(24,6)), 0)), 2) AS revenue_percent,
       per_segment.customers AS customers,
       ROUND(100 * (CAST(per_segment.customers AS DECIMAL(24,6)) / NULLIF(CAST(SUM(per_segment.customers) OVER (PARTITION BY per_segment.currency) AS DECIMAL(24,6)), 0)), 2) AS customers_percent,
       ROUND(CAST(per_segment.revenue AS DECIMAL(24,6)) / NULLIF(per_segment.customers, 0), 2) AS average_revenue
FROM per_segment
ORDER BY per_segment.revenue DESC, per_segment.segment, per_segment.currency;
