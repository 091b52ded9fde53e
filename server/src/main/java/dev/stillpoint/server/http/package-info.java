/**
 * HTTP: one address, one handler, every size and time bounded. It turns what Jetty received into
 * what the API takes, and back; the API itself knows no HTTP library.
 */
package dev.stillpoint.server.http;
