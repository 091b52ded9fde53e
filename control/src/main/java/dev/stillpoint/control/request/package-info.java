/**
 * Values that requests and answers of several rooms share: who asks, tags, paging. They are not
 * checked here.
 */
package dev.stillpoint.control.request;
