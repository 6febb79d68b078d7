/** Source files: physical lines, CSV rows and JSON rows, read without losing or guessing anything. */
package io.tillstream.producer.source;
