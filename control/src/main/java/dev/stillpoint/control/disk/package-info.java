/** Disks: the rules and the life of live block devices. Knows nothing of HTTP, NBD or SQL. */
package dev.stillpoint.control.disk;
