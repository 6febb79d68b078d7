-- Revenue of a month, and of its days up to the day of the month that the newest sale has reached. After the columns of the group.
         d.year * 12 + d.month AS month_number,
         f.currency AS currency,
         SUM(f.revenue) AS revenue,
         SUM(CASE WHEN d.day <= newest.day THEN f.revenue ELSE 0 END) AS same_days
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  CROSS JOIN covered
  JOIN sales.dim_date AS newest ON newest.date = covered.last_day
