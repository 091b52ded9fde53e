/**
 * What an action is, how its parameters are read from the flat names of the wire, and the table in
 * which a version and a name find it. A product (the cloud server API, access management, keys …)
 * is a version with its actions; all are served at one address.
 */
package dev.stillpoint.api.action;
