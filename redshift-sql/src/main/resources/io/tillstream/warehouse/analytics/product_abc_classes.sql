-- question: Which products bring the first 80 % of the revenue (A), the next 15 % (B) and the last 5 % (C), and which bring nothing or less (None)?
-- columns: source, product_id, product_name, currency, revenue, revenue_percent, cumulative_percent, abc_class
-- parameters: source, since, until, top
-- include: product_abc
)
SELECT classified.source AS source,
       classified.product_id AS product_id,
       COALESCE(p.product_name, 'Unknown') AS product_name,
       classified.currency AS currency,
       classified.revenue AS revenue,
       CASE WHEN classified.revenue > 0 THEN @percent(classified.revenue, classified.total) END AS revenue_percent,
       CASE WHEN classified.revenue > 0 THEN @percent(classified.cumulative, classified.total) END AS cumulative_percent,
       classified.abc_class AS abc_class
FROM classified
LEFT JOIN sales.dim_product AS p
       ON p.source = classified.source AND p.product_id = classified.product_id AND p.is_current
WHERE classified.place <= CAST(:top AS INTEGER)
ORDER BY classified.revenue DESC, classified.product_id, classified.source, classified.currency;
