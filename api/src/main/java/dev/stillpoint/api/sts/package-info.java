/** Tokens, version 2015-04-01: keys for a while, and who somebody is. */
package dev.stillpoint.api.sts;
