package dev.stillpoint.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * The server's log file. While it is open, everything from level INFO on goes there, and only
 * warnings and errors to standard error too. It is rolled at 16 MiB, four old ones are kept. Only
 * its owner reads it.
 */
public final class LogFile implements AutoCloseable {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger - %msg%n";
  private static final int OLD_FILES = 4;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Logger root;
  private final RollingFileAppender<ILoggingEvent> appender;
  private final ThresholdFilter quiet;

  private LogFile(Logger root, RollingFileAppender<ILoggingEvent> appender, ThresholdFilter quiet) {
    this.root = root;
    this.appender = appender;
    this.quiet = quiet;
  }

  /** Opens the file and begins to write to it. */
  public static LogFile open(Path file) throws IOException {
    if (Files.notExists(file)) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    Files.setPosixFilePermissions(file, OWNER_ONLY);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    RollingFileAppender<ILoggingEvent> appender =
        new DampedFile(new Damper(context, System::nanoTime));
    appender.setContext(context);
    appender.setName("file " + file);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    roll(context, appender, file);
    appender.start();
    root.addAppender(appender);
    ThresholdFilter quiet = new ThresholdFilter();
    quiet.setContext(context);
    quiet.setLevel(Level.WARN.toString());
    quiet.start();
    Appender<ILoggingEvent> console = root.getAppender("stderr");
    if (console != null) {
      console.addFilter(quiet);
    }
    return new LogFile(root, appender, quiet);
  }

  /** Writes what is left and closes the file; lines go to standard error again. */
  @Override
  public void close() {
    root.detachAppender(appender);
    appender.stop();
    quiet.stop();
  }

  private static void roll(
      LoggerContext context, RollingFileAppender<ILoggingEvent> appender, Path file) {
    FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
    names.setContext(context);
    names.setParent(appender);
    names.setFileNamePattern(file + ".%i");
    names.setMinIndex(1);
    names.setMaxIndex(OLD_FILES);
    names.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(FileSize.valueOf("16MB"));
    size.start();
    appender.setRollingPolicy(names);
    appender.setTriggeringPolicy(size);
  }
}
