/** What the person at the console sees of a stage on its way. */
package io.tillstream.operations.display;
