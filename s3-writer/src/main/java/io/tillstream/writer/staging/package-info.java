/** Staging files: ranges of records on their way to Bronze, as Parquet on local disk. */
package io.tillstream.writer.staging;
