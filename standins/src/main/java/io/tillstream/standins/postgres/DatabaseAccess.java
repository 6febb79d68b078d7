package io.tillstream.standins.postgres;

import javax.sql.DataSource;

/**
 * The two ways into one database.
 *
 * @param owner connections of the role that owns it and is not a superuser: all work is done on these
 * @param superuser connections for the few things that only a superuser may change, in PostgreSQL's own catalog
 */
public record DatabaseAccess(DataSource owner, DataSource superuser) {}
