package io.tillstream.aws.s3;

/**
 * A small object, read as a whole.
 *
 * @param bytes its bytes; not to be changed
 * @param etag what names exactly these bytes
 */
public record ObjectContent(byte[] bytes, String etag) {}
