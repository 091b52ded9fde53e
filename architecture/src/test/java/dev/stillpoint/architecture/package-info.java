/**
 * Tests only, last in the build: who may know whom, what may not be called or named, and documents
 * that must be true. Each rule says in its failure what broke it and why the rule is there.
 */
package dev.stillpoint.architecture;
