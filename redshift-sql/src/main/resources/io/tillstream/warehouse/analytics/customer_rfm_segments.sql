-- question: How many customers are champions, loyal, recent, at risk or gone, by recency and frequency, and what do they bring?
-- columns: segment, currency, revenue, revenue_percent, customers, customers_percent, average_revenue
-- parameters: source, since, until, today
-- include: customer_rfm
per_segment AS (
  SELECT segment, currency, SUM(revenue) AS revenue, COUNT(*) AS customers FROM scored GROUP BY segment, currency
)
SELECT per_segment.segment AS segment,
       per_segment.currency AS currency,
       per_segment.revenue AS revenue,
       @percent(per_segment.revenue, SUM(per_segment.revenue) OVER (PARTITION BY per_segment.currency)) AS revenue_percent,
       per_segment.customers AS customers,
       @percent(per_segment.customers, SUM(per_segment.customers) OVER (PARTITION BY per_segment.currency)) AS customers_percent,
       @ratio(per_segment.revenue, per_segment.customers) AS average_revenue
FROM per_segment
ORDER BY per_segment.revenue DESC, per_segment.segment, per_segment.currency;
