/** The stand-in for AWS Lambda: the real Java runtime client in a child JVM, against a Lambda Runtime API of our own. */
package io.tillstream.standins.lambda;
