/** What each row is on its own: a sale as Silver stores it, or the reason why it is quarantined. */
package io.tillstream.glue.silver.validate;
