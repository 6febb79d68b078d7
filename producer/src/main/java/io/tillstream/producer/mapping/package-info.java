/** Mappings: how a row of a source file becomes a sale, written in YAML. */
package io.tillstream.producer.mapping;
