-- The listed products with today's names.
SELECT ranked.source AS source,
       ranked.product_id AS product_id,
       COALESCE(p.product_name, 'Unknown') AS product_name,
       ranked.currency AS currency,
       ranked.revenue AS revenue,
       ranked.orders AS orders,
       ranked.lines AS lines,
       ranked.units AS units,
       ranked.return_orders AS return_orders
FROM ranked
LEFT JOIN sales.dim_product AS p ON p.source = ranked.source AND p.product_id = ranked.product_id AND p.is_current
WHERE ranked.place <= CAST(:top AS INTEGER)
