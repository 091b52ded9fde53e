package dev.stillpoint.engine.node;

import dev.stillpoint.block.Invariant;
import java.util.Arrays;
import java.util.BitSet;

/**
 * How many living nodes each page holds, and which pages may be written. A page whose last node
 * died is held back until a checkpoint that does not reach it is durable. Safe for several threads;
 * each call is short.
 */
final class PageTable {
  private final int pagesMax;

  /** By page number, from 1. */
  private byte[] live = new byte[1];

  /** Pages without a living node that a durable checkpoint may still reach. */
  private final BitSet held = new BitSet();

  /** Of the held ones, those that were emptied since the last capture. */
  private BitSet emptied = new BitSet();

  private int next = 1;
  private int usable;

  PageTable(int pagesMax) {
    this.pagesMax = pagesMax;
  }

  synchronized int pages() {
    return live.length - 1;
  }

  /** Pages that can be written now, and those that could be made. */
  synchronized int available(boolean growable) {
    return usable + (growable ? Math.max(0, pagesMax - pages()) : 0);
  }

  synchronized boolean canGrow(int by) {
    return pages() + by <= pagesMax;
  }

  synchronized int usable() {
    return usable;
  }

  /** Pages with living nodes. */
  synchronized int inUse() {
    return pages() - usable - held.cardinality();
  }

  synchronized void grow(int by) {
    live = Arrays.copyOf(live, live.length + by);
    usable += by;
  }

  /** Puts back what a checkpoint held: all pages without nodes may be written. */
  synchronized void restore(byte[] usage) {
    Invariant.hold(usage.length == live.length, "8 reclaim", "pages", usage.length, live.length);
    live = usage.clone();
    usable = 0;
    for (int page = 1; page < live.length; page++) {
      usable += live[page] == 0 ? 1 : 0;
    }
  }

  /** Takes a page to be written; 0 when there is none. It counts as used until {@link #undo}. */
  synchronized int take(int nodes) {
    if (usable == 0) {
      return 0;
    }
    for (int tried = 1; tried < live.length; tried++) {
      int page = next;
      next = next + 1 < live.length ? next + 1 : 1;
      if (live[page] == 0 && !held.get(page)) {
        live[page] = (byte) nodes;
        usable--;
        return page;
      }
    }
    throw new AssertionError("the number of usable pages is wrong");
  }

  /** Says how many nodes a page that was taken holds in the end. */
  synchronized void filled(int page, int nodes) {
    live[page] = (byte) nodes;
  }

  /** Whether nodes of the page live, or a checkpoint may reach them. */
  synchronized boolean stands(long page) {
    int at = Math.toIntExact(page);
    return live[at] != 0 || held.get(at);
  }

  /** A page of a checkpoint that was not finished: nothing reaches it. */
  synchronized void undo(int page) {
    live[page] = 0;
    usable++;
  }

  /** One of the page's nodes died. */
  synchronized void nodeDied(long page) {
    int at = Math.toIntExact(page);
    Invariant.hold(live[at] != 0, "8 reclaim", "a node died in the empty page " + page);
    if (--live[at] == 0) {
      held.set(at);
      emptied.set(at);
    }
  }

  /** The usage as it is now, and what may be written again once that is durable. */
  synchronized NodeStore.Capture capture() {
    BitSet free = emptied;
    emptied = new BitSet();
    return new NodeStore.Capture(live.clone(), free);
  }

  /** The pages that were empty at a capture may be written, or wait for the next one. */
  synchronized void settle(BitSet free, boolean durable) {
    if (durable) {
      held.andNot(free);
      usable += free.cardinality();
    } else {
      emptied.or(free);
    }
  }

  synchronized byte[] usage() {
    return live.clone();
  }
}
