/**
 * What commands ask of this machine, as interfaces: pipelines in data directories, and fault campaigns. The modules
 * {@code local} and {@code chaos} provide them as services where they are on the class path, so that a command about AWS
 * needs neither.
 */
package io.tillstream.operations.machine;
