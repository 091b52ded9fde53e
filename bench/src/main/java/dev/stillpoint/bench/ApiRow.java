package dev.stillpoint.bench;

/** What is asked of the API, and what it must reach. */
enum ApiRow {
  /** DescribeSnapshots, ten rows. */
  TEN_SNAPSHOTS("DescribeSnapshots, 10 rows", 1_500, Double.POSITIVE_INFINITY),
  /** DescribeSnapshots, a hundred rows. */
  HUNDRED_SNAPSHOTS("DescribeSnapshots, 100 rows", 300, Double.POSITIVE_INFINITY),
  /** CreateSnapshotGroup. */
  GROUP("CreateSnapshotGroup, 4 disks", 150, 50);

  private final String title;
  private final double perSecondMin;
  private final double slowestMax;

  ApiRow(String title, double perSecondMin, double slowestMax) {
    this.title = title;
    this.perSecondMin = perSecondMin;
    this.slowestMax = slowestMax;
  }

  String title() {
    return title;
  }

  /** Calls a second that it must reach. */
  double perSecondMin() {
    return perSecondMin;
  }

  /** Milliseconds within which 99 of 100 calls must be answered; infinite if there is no bound. */
  double slowestMax() {
    return slowestMax;
  }

  boolean reachedBy(CallRate rate) {
    return rate.perSecond() >= perSecondMin && rate.slowest() <= slowestMax;
  }
}
