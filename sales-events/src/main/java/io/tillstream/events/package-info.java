/** The contract of a sale: its Avro schema, its fields, and the JSON codec that every other module shares. */
package io.tillstream.events;
