package dev.stillpoint.bench.groups;

/**
 * What groups cost at one load.
 *
 * @param contender who made the groups
 * @param load the load's name
 * @param perSecond writes a second that were answered, over the whole measurement
 * @param beside the longest write of each window that began with a call
 * @param without the longest write of each window as long without one
 * @param calls how long each call took
 * @param outlasting calls that were not answered within their window
 * @param longestMillis the longest write of all, between windows too
 * @param p999Millis one write in a thousand took longer
 * @param collections how often the generator's own JVM collected garbage meanwhile
 */
record LoadFigures(
    String contender,
    String load,
    double perSecond,
    Times beside,
    Times without,
    Times calls,
    int outlasting,
    double longestMillis,
    double p999Millis,
    long collections) {
  /** What a call adds to the longest write, at the median. */
  double addedMillis() {
    return beside.median() - without.median();
  }
}
