package dev.stillpoint.server.http;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A body that comes in pieces. Between two of them no thread waits, so that one that never ends
 * costs no worker. It is handed on once: whole, or given up.
 */
final class Arrival {
  private final Request request;
  private final int bytesMax;
  private final Taker taker;
  private boolean handedOn;
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Arrival(Request request, int bytesMax, Taker taker) {
    this.request = request;
    this.bytesMax = bytesMax;
    this.taker = taker;
  }

  /** Takes what is there, and comes again when there is more. */
  void go() {
    Runnable next = take();
    next.run();
  }

  /** Reads under the monitor, so that nobody answers meanwhile; what follows is done without. */
  private synchronized Runnable take() {
    while (!handedOn) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this::go);
        break;
      }
      if (Content.Chunk.isFailure(chunk)) {
        handedOn = true;
        return () -> taker.givenUp(CommonError.BODY_CUT_OFF.with());
      }
      ByteBuffer part = chunk.getByteBuffer();
      byte[] taken = new byte[Math.min(part.remaining(), bytesMax + 1 - bytes.size())];
      part.get(taken);
      bytes.writeBytes(taken);
      boolean last = chunk.isLast() || bytes.size() > bytesMax;
      chunk.release();
      if (last) {
        handedOn = true;
        byte[] body = bytes.toByteArray();
        bytes = null;
        return () -> taker.whole(body);
      }
    }
    return () -> {};
  }

  /** Waits no longer, unless it was handed on before. */
  void giveUp(ApiFault fault) {
    synchronized (this) {
      if (handedOn) {
        return;
      }
      handedOn = true;
      bytes = null;
    }
    taker.givenUp(fault);
  }

  /** Who waits for the body; exactly one of the two is called, once. */
  interface Taker {
    /** All has come, or one byte more than may come. */
    void whole(byte[] body);

    /** It does not come, or not in time. */
    void givenUp(ApiFault fault);
  }
}
