package io.tillstream.producer.source;

/**
 * One physical line.
 *
 * @param number from 1
 * @param text without its end
 * @param end {@code \n}, {@code \r\n}, {@code \r}, or nothing at the end of the file
 * @param undecodable whether bytes were not valid in the charset; they appear in the text as U+FFFD
 */
record Line(long number, String text, String end, boolean undecodable) {}
