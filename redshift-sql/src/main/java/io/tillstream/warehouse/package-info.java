/**
 * The warehouse as text and types: the star schema as migrations, the statements of a load (invariant 7), the analytics and
 * audit queries, and a typed reader of them. Start with {@link io.tillstream.warehouse.Warehouse}; nothing here talks to a
 * database.
 */
package io.tillstream.warehouse;
