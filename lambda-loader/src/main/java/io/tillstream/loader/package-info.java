/**
 * The two Lambdas of the warehouse: {@link io.tillstream.loader.LoadHandler} loads load sets, each exactly once (invariants 6
 * and 7), {@link io.tillstream.loader.MigrationHandler} applies the schema. Both talk to Redshift through the Data API.
 */
package io.tillstream.loader;
