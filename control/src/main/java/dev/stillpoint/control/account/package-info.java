/** Accounts and access keys. The only room that hands out a secret. */
package dev.stillpoint.control.account;
