/**
 * Users, groups of users, roles, permission policies and sessions of an account: who there is, with
 * which key, and which policies apply. Whether a request is permitted is asked elsewhere.
 */
package dev.stillpoint.control.access;
