package io.tillstream.standins.redshift.copy;

/**
 * A file that a COPY has read.
 *
 * @param address its S3 address
 * @param bytes its size
 * @param rows its rows
 */
public record LoadedFile(String address, long bytes, long rows) {}
