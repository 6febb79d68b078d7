/** The report: the same figures as the page in one HTML file that needs no server and no JavaScript. */
package io.tillstream.page.report;
