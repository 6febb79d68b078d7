/** Creates the topic of sales: a program that runs before each writer and does nothing where all is well. */
package io.tillstream.topic;
