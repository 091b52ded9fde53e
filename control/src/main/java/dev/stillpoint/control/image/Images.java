package dev.stillpoint.control.image;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;

/** Images that accounts make. Thread-safe. */
public interface Images {
  /**
   * Makes an image of snapshots, or of an instance, whose disks are frozen at one instant. It is
   * Available when this returns.
   *
   * @return its ImageId
   */
  String create(Caller caller, CreateImage request) throws Refusal;

  /** The account's images that match, oldest first. */
  Listing<ImageView> describe(Caller caller, DescribeImages request) throws Refusal;

  /** Deletes an image; its snapshots stay. One that is not there is no error. */
  void delete(Caller caller, DeleteImage request) throws Refusal;
}
