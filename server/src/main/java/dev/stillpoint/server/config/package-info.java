/** What an operator may set: flags, and the same names in a file. Flags win. */
package dev.stillpoint.server.config;
