package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.CannotMeasure;
import dev.stillpoint.bench.OwnServer;
import dev.stillpoint.client.Api;
import dev.stillpoint.client.ApiFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Groups of large and of small thin disks in turns, with nobody else at work; between two calls a
 * block is written to each disk.
 *
 * @param small how long a group of disks of 1 GiB took
 * @param large how long a group of disks of 2 TiB took
 */
record SizeContest(Times small, Times large) {
  static final int SMALL_GIB = 1;
  static final int LARGE_GIB = 2048;

  private static final int TURNS = 40;
  private static final int BLOCKS_BEFORE = 64;

  static SizeContest measure(OwnServer server, Api api, int disks)
      throws CannotMeasure, InterruptedException, IOException, ApiFault {
    Side small = Side.make(server, api, disks, SMALL_GIB);
    Side large = Side.make(server, api, disks, LARGE_GIB);
    SplittableRandom random = new SplittableRandom(LARGE_GIB);
    small.write(BLOCKS_BEFORE, random);
    large.write(BLOCKS_BEFORE, random);
    for (int turn = 0; turn < TURNS; turn++) {
      for (Side side : turn % 2 == 0 ? List.of(small, large) : List.of(large, small)) {
        side.write(1, random);
        side.freeze();
      }
    }
    return new SizeContest(Times.ofNanos(small.calls), Times.ofNanos(large.calls));
  }

  /** The median call of the large ones over that of the small ones. */
  double ratio() {
    return large.median() / small.median();
  }

  private record Side(OwnServer server, List<String> disks, OwnGroups groups, List<Long> calls) {
    static Side make(OwnServer server, Api api, int count, long gib)
        throws CannotMeasure, InterruptedException, IOException, ApiFault {
      String instance = server.runningInstance(api);
      List<String> disks = new ArrayList<>();
      while (disks.size() < count) {
        disks.add(server.attachedDisk(api, instance, gib));
      }
      return new Side(
          server, disks, new OwnGroups(api, server.region(), disks, _ -> true), new ArrayList<>());
    }

    void write(int blocks, SplittableRandom random) throws CannotMeasure, InterruptedException {
      Filling.atRandom(server.socket(), disks, blocks, random);
    }

    void freeze() throws CannotMeasure, InterruptedException {
      long begun = System.nanoTime();
      groups.freeze();
      calls.add(System.nanoTime() - begun);
    }
  }
}
