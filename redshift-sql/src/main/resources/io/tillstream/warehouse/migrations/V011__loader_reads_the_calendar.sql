-- A load checks that no new fact lacks its dimension, the day and the minute among them. tillstream_loader reads the other
-- dimensions already (V008).
GRANT SELECT ON sales.dim_date TO ROLE tillstream_loader;

GRANT SELECT ON sales.dim_time TO ROLE tillstream_loader;
