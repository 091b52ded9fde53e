/** The one way in which starting fails: a sentence for the person who started it. */
package dev.stillpoint.server.fault;
