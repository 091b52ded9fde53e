package dev.stillpoint.control.snapshot;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;

/** Chains of snapshots, one for each disk, and what they occupy. Thread-safe. */
public interface SnapshotChains {
  /** The chains that match, in the order of their first snapshots. */
  Listing<SnapshotLinkView> describe(Caller caller, DescribeSnapshotLinks request) throws Refusal;

  /** All of an account together. */
  SnapshotTotals totals(Caller caller, String regionId) throws Refusal;

  /** Prepaid storage: there is none, so every part of the list is empty. */
  Listing<SnapshotTotals> packages(Caller caller, String regionId, Paging paging) throws Refusal;
}
