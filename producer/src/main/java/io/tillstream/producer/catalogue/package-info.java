/** Product catalogues in the form that the lake keeps. */
package io.tillstream.producer.catalogue;
