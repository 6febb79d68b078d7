/** Staging files: ranges of records on local disk, on their way to Bronze. */
package io.tillstream.writer.stage;
