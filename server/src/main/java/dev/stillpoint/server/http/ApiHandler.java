package dev.stillpoint.server.http;

import dev.stillpoint.api.Api;
import dev.stillpoint.api.Reply;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.server.priority.Courtesy;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands every request to the API. Runs on a virtual thread of its own for each. */
final class ApiHandler extends Handler.Abstract {
  private final Api api;
  private final HttpLimits limits;

  ApiHandler(Api api, HttpLimits limits) {
    this.api = api;
    this.limits = limits;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Courtesy.stepBack();
    Reply reply = reply(request);
    response.setStatus(reply.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
    response.getHeaders().put("x-acs-request-id", reply.requestId());
    reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
    return true;
  }

  /** An invariant that does not hold takes its room out of service, not the HTTP server. */
  private Reply reply(Request request) {
    dev.stillpoint.api.rpc.Request received;
    try {
      received = received(request, body(request));
    } catch (ApiFault fault) {
      return api.refuse(received(request, new byte[0]), fault);
    }
    try {
      return api.handle(received);
    } catch (Invariant.Broken broken) {
      return api.failure(received, broken);
    }
  }

  private static dev.stillpoint.api.rpc.Request received(Request request, byte[] body) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (HttpField field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(Objects.requireNonNullElse(field.getValue(), ""));
    }
    return new dev.stillpoint.api.rpc.Request(
        request.getMethod(),
        request.getHttpURI().getPath(),
        Objects.requireNonNullElse(request.getHttpURI().getQuery(), ""),
        headers,
        body,
        Peer.address(request.getConnectionMetaData().getRemoteSocketAddress()));
  }

  /**
   * The body, at most one byte more than the API takes; the API then refuses it. A request with
   * neither a length nor chunks has no body, even a POST: so the older Java SDK sends its calls.
   *
   * @throws ApiFault it does not come, or not in time
   */
  private byte[] body(Request request) throws ApiFault {
    if (request.getLength() == 0) {
      return new byte[0];
    }
    long ends = System.nanoTime() + limits.bodyTimeMax().toNanos();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (bytes.size() <= limits.bodyBytesMax()) {
      Content.Chunk chunk = next(request, ends);
      if (Content.Chunk.isFailure(chunk)) {
        throw chunk.getFailure() instanceof TimeoutException
            ? tooSlow()
            : CommonError.BODY_CUT_OFF.with();
      }
      ByteBuffer part = chunk.getByteBuffer();
      byte[] taken = new byte[Math.min(part.remaining(), limits.bodyBytesMax() + 1 - bytes.size())];
      part.get(taken);
      bytes.writeBytes(taken);
      boolean last = chunk.isLast();
      chunk.release();
      if (last) {
        break;
      }
    }
    return bytes.toByteArray();
  }

  /** The next part of a body. Time passes whether bytes come or none do. */
  private Content.Chunk next(Request request, long ends) throws ApiFault {
    while (true) {
      long left = ends - System.nanoTime();
      if (left <= 0) {
        throw tooSlow();
      }
      Content.Chunk chunk = request.read();
      if (chunk != null) {
        return chunk;
      }
      CountDownLatch more = new CountDownLatch(1);
      request.demand(more::countDown);
      try {
        if (!more.await(left, TimeUnit.NANOSECONDS)) {
          throw tooSlow();
        }
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw CommonError.BODY_CUT_OFF.with();
      }
    }
  }

  private ApiFault tooSlow() {
    return CommonError.BODY_TOO_SLOW.with(limits.bodyTimeMax().toSeconds());
  }
}
