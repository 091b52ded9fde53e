/** The actions on tags and resource groups of every kind of resource. */
package dev.stillpoint.api.ecs.tag;
