/** What every command shares: its errors with their exit codes, what it cleans up at the end, faults of AWS in words. */
package io.tillstream.operations.command;
