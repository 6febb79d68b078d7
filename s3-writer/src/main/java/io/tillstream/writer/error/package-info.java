/** The writer's errors by what has to happen next: try again, give up, or call a person. */
package io.tillstream.writer.error;
