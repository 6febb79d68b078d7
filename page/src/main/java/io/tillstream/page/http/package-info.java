/** The server: loopback only, who may ask, what a browser may do with the answers, and the files of the front end. */
package io.tillstream.page.http;
