/** The object store: what the writer asks of it, and Amazon S3. */
package io.tillstream.writer.store;
