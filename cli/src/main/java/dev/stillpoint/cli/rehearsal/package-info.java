/** What the launcher lets the JVM learn by, once for each build. Knows nothing but API and NBD. */
package dev.stillpoint.cli.rehearsal;
