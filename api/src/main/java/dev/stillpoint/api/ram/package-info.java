/**
 * Access management, version 2015-05-01: users, groups, roles and permission policies. Each area's
 * actions live in a package of their own; this one puts them together.
 */
package dev.stillpoint.api.ram;
