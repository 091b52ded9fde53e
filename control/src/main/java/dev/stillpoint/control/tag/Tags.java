package dev.stillpoint.control.tag;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;

/** Tags on things of every kind. Thread-safe. */
public interface Tags {
  /** Sets tags on several resources, all or none; an older value of a key is replaced. */
  void tag(Caller caller, TagResources request) throws Refusal;

  /** Removes tags from several resources, all or none; a key that is not there is no error. */
  void untag(Caller caller, UntagResources request) throws Refusal;

  /** The tags that match, in the order of resources and keys. */
  TagPage list(Caller caller, ListTagResources request) throws Refusal;
}
