-- What was sold and what came back of a group of lines. After the columns of the group.
         SUM(CASE WHEN followed.event_type = 'RETURN' THEN -followed.revenue ELSE 0 END) AS returned_revenue,
         SUM(followed.revenue) AS revenue,
         SUM(CASE WHEN followed.event_type = 'RETURN' THEN 0 ELSE followed.revenue END) AS revenue_sold,
         SUM(CASE WHEN followed.event_type = 'RETURN' THEN 1 ELSE 0 END) AS returns,
         SUM(CASE WHEN followed.event_type = 'RETURN' THEN 0 ELSE 1 END) AS lines_sold,
         SUM(CASE WHEN followed.event_type = 'RETURN' THEN -followed.quantity ELSE 0 END) AS units_returned,
         SUM(CASE WHEN followed.event_type = 'RETURN' THEN 0 ELSE followed.quantity END) AS units_sold
  FROM followed
