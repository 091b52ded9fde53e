package dev.stillpoint.server.http;

import dev.stillpoint.api.errors.ApiFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/** One connection, which tells {@link Lines} what comes and goes over it. */
final class Line extends SocketChannelEndPoint {
  private final Lines lines;

  /** Where this line stands; {@link Lines} alone touches it, under its monitor. */
  final Standing standing = new Standing();

  Line(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Lines lines) {
    super(channel, selector, key, scheduler);
    this.lines = lines;
  }

  @Override
  public void onOpen() {
    lines.opened(this);
    super.onOpen();
  }

  @Override
  public void onClose(Throwable cause) {
    lines.closed(this);
    super.onClose(cause);
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    int filled = super.fill(buffer);
    if (filled > 0) {
      lines.received(this, filled);
    }
    return filled;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    long before = remaining(buffers);
    boolean all = super.flush(buffers);
    lines.taken(this, before - remaining(buffers));
    return all;
  }

  private static long remaining(ByteBuffer... buffers) {
    long bytes = 0;
    for (ByteBuffer buffer : buffers) {
      bytes += buffer.remaining();
    }
    return bytes;
  }

  /** What a connection is at, since when, and what it holds of the memory that all share. */
  static final class Standing {
    Lines.Phase phase = Lines.Phase.HEAD;
    long sinceNanos;
    long headBeganNanos;
    long heldBytes;
    long takenBytes;
    Consumer<ApiFault> giveUp;
  }
}
