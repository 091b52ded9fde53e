package dev.stillpoint.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;

/** A file of lines, as many as a {@link Damper} lets pass. */
final class DampedFile extends RollingFileAppender<ILoggingEvent> {
  private final Damper damper;

  DampedFile(Damper damper) {
    this.damper = damper;
  }

  @Override
  protected void append(ILoggingEvent event) {
    damper.pass(event).forEach(super::append);
  }
}
