/** Resource groups: made, named, deleted, and what is in them. */
package dev.stillpoint.control.resourcegroup;
