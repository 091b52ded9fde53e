package dev.stillpoint.engine.state;

import dev.stillpoint.engine.map.Ref;
import dev.stillpoint.engine.map.Since;

/**
 * A version as a checkpoint holds it.
 *
 * @param above serial of the version that it parted from; 0 for none
 * @param root null for an empty content
 * @param hidden whether it is kept only for those below it
 */
public record VersionEntry(long serial, long above, Since since, Ref root, boolean hidden) {}
