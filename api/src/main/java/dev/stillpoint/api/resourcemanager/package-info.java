/**
 * The resource management API, version 2020-03-31, as far as resource groups need it: one class per
 * action, named as the action.
 */
package dev.stillpoint.api.resourcemanager;
