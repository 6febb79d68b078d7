/** The lake as the jobs see it: objects in S3, Iceberg tables, and how a batch gets onto a table's main branch. */
package io.tillstream.glue.lake;
