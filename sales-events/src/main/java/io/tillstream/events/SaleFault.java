package io.tillstream.events;

/**
 * Why an object is not a sale.
 *
 * @param reason the coded reason
 * @param detail what a person needs to find the fault, for example the field's name
 */
record SaleFault(CorruptReason reason, String detail) {}
