package io.tillstream.operations.audit;

/**
 * What the metadata of one Bronze object says, read by the audit itself. The writer and Silver use
 * {@link io.tillstream.lake.BronzeObject}; the audit shares neither keys nor metadata with them, on purpose: it is their
 * independent check.
 *
 * @param first its first offset
 * @param last its last offset
 * @param records offsets that are records
 * @param holes offsets of the range that are no records
 * @param gaps offsets that could not be read any more (a gap object)
 * @param rows rows in the file: a record that holds an array is several
 */
public record BronzeObject(long first, long last, long records, long holes, long gaps, long rows) {}
