package dev.stillpoint.engine.log;

/**
 * What a batch says of the time when it was sealed, so that whoever finds it later knows what must
 * be there.
 *
 * @param durableLsn all up to here was durable
 * @param checkpoint so was the checkpoint of this number
 */
record Told(long durableLsn, long checkpoint) {
  static final Told NOTHING = new Told(0, 0);
}
